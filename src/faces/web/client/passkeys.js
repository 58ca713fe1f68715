// Passkeys: the browser is asked, and its answer sent. Without this script the page's password works all the same.
const { startAuthentication, startRegistration, browserSupportsWebAuthn } = globalThis.SimpleWebAuthnBrowser;

async function post(address, values) {
  const headers = { "Content-Type": "application/json", "X-Herald-Csrf": document.body.dataset.csrf ?? "" };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(values) });
  const said = await response.json().catch(() => ({}));
  if (response.ok) return said;
  throw new Error((said.problems ?? []).map(({ message, remedy }) => `${message} ${remedy}`).join(" "));
}

/** Runs one of the two ways, with its button still meanwhile and what went wrong beside it. */
function onPress(form, carryOut) {
  const [button, told] = [form.querySelector("button"), form.querySelector("[data-told]")];
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    told.textContent = "";
    try {
      const { next } = await carryOut(new FormData(form));
      location.assign(next);
    } catch (error) {
      told.textContent = error.name === "NotAllowedError" || error.message === "" ? told.dataset.told : error.message;
    } finally {
      button.disabled = false;
    }
  });
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll("form[data-passkey='sign-in']"))
    onPress(form, async (fields) => {
      const { options } = await post("/sign-in/passkey/ask", {});
      return post("/sign-in/passkey", { answer: await startAuthentication({ optionsJSON: options }), next: fields.get("next") });
    });
  for (const form of document.querySelectorAll("form[data-passkey='add']"))
    onPress(form, async (fields) => {
      const { options } = await post("/me/passkeys/ask", { password: fields.get("password") });
      return post("/me/passkeys", { answer: await startRegistration({ optionsJSON: options }), name: fields.get("name") });
    });
}
