// What feels better with script; nothing is decided by it that a button can't decide without.

/** Forms sent by htmx carry the visitor's token as every form does; what has no form sends it as a header. */
document.addEventListener("htmx:config:request", (event) => {
  const { csrf } = document.body.dataset;
  if (csrf) event.detail.ctx.request.headers["X-Herald-Csrf"] = csrf;
});

/** An open menu closes on Escape and on a click beside it. */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
}
document.addEventListener("click", ({ target }) => closeMenus(target));
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") closeMenus(null);
});

/** Lists go by keys: j and k move from row to row, x ticks the row, / looks for words, ? tells the keys; Enter is the link's own. */
function moveRow(step) {
  const links = [...document.querySelectorAll("[data-row] a")];
  const at = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1)];
  next?.focus();
  next?.closest("[data-row]").scrollIntoView({ block: "nearest" });
}
const rowKeys = {
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: () => document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]")?.click(),
  "/": () => document.querySelector("[role=search] input")?.focus(),
  "?": () => {
    const keys = document.querySelector("#keys");
    if (!keys) return;
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  },
};
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-row]")) return;
  const act = rowKeys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

/** Buttons that only a script can serve appear with it. `data-copy` names the element whose text they copy. */
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const says = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy)?.innerText ?? "");
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = says;
    }, 2000);
  });
}

/** Who types a time chooses it. */
for (const field of document.querySelectorAll(".choice input[name=at]"))
  field.addEventListener("input", () => {
    field.closest(".choice").querySelector("input[type=radio]").checked = true;
  });

/** The calendar: an approved post is moved to a free slot of its account by dragging, or chosen and moved with the arrow keys. */
const mover = document.getElementById("mover");
const moving = document.getElementById("moving");

/** The very form that a page without script sends. */
function moveTo(slip, at) {
  mover.action = `/posts/${encodeURIComponent(slip.dataset.post)}/schedule`;
  mover.elements.at.value = at;
  mover.requestSubmit();
}

function slotsFor({ dataset: { account } }) {
  const slots = [...document.querySelectorAll("[data-slot]")].filter((slot) => slot.dataset.account === account);
  return slots.sort((a, b) => a.dataset.slot.localeCompare(b.dataset.slot));
}

let dragged = null;
function endDrag() {
  dragged?.classList.remove("dragged");
  dragged = null;
  for (const slot of document.querySelectorAll("[data-slot]")) slot.classList.remove("may-drop", "dropping");
}

function enableDrag(slip) {
  slip.addEventListener("dragstart", (event) => {
    dragged = slip;
    slip.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", slip.dataset.post);
    for (const slot of slotsFor(slip)) slot.classList.add("may-drop");
  });
  slip.addEventListener("dragend", endDrag);
}

function enableDrop(slot) {
  const fits = () => dragged !== null && dragged.dataset.account === slot.dataset.account;
  slot.addEventListener("dragover", (event) => {
    if (!fits()) return;
    event.preventDefault();
    slot.classList.add("dropping");
  });
  slot.addEventListener("dragleave", () => slot.classList.remove("dropping"));
  slot.addEventListener("drop", (event) => {
    if (!fits()) return;
    event.preventDefault();
    moveTo(dragged, slot.dataset.slot);
    endDrag();
  });
}

let chosen = null;
function choose(grip) {
  const slip = grip.closest("[data-post]");
  chosen = { grip, slip, slot: null };
  grip.setAttribute("aria-pressed", "true");
  moving.hidden = false;
  moving.textContent = moving.dataset.chosen;
  for (const slot of slotsFor(slip)) slot.classList.add("may-drop");
}

function letGo() {
  chosen?.grip.setAttribute("aria-pressed", "false");
  chosen = null;
  if (moving) moving.hidden = true;
  endDrag();
}

/** From where it stands, or from the slot that is looked at, to the next free one. */
function step(by) {
  const from = chosen.slot?.dataset.slot ?? chosen.slip.dataset.at;
  const slots = slotsFor(chosen.slip);
  const next = by > 0 ? slots.find((slot) => slot.dataset.slot > from) : slots.findLast((slot) => slot.dataset.slot < from);
  if (!next) {
    moving.textContent = moving.dataset.none;
    return;
  }
  chosen.slot?.classList.remove("dropping");
  chosen.slot = next;
  next.classList.add("dropping");
  next.scrollIntoView({ block: "nearest" });
  moving.textContent = `${moving.dataset.to} ${next.dataset.time}`;
}

const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
function onKey(event) {
  if (!chosen || event.target !== chosen.grip) return;
  if (event.key === "Escape") letGo();
  else if (Object.hasOwn(steps, event.key)) step(steps[event.key]);
  else if (event.key === "Enter" && chosen.slot) moveTo(chosen.slip, chosen.slot.dataset.slot);
  else return;
  event.preventDefault();
}

if (mover && moving) {
  for (const slip of document.querySelectorAll("[data-post][draggable]")) enableDrag(slip);
  for (const slot of document.querySelectorAll("[data-slot]")) enableDrop(slot);
  for (const grip of document.querySelectorAll("[data-grip]")) {
    grip.hidden = false;
    grip.addEventListener("click", () => {
      const isChosen = chosen?.grip === grip;
      letGo();
      if (!isChosen) choose(grip);
    });
    grip.addEventListener("blur", letGo);
    grip.addEventListener("keydown", onKey);
  }
}

/** Where the desk shows times in another zone than this device does, one press brings its own. */
for (const field of document.querySelectorAll("[data-zone]")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own || own === field.value) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = own;
  button.addEventListener("click", () => {
    field.value = own;
    field.form.requestSubmit();
  });
  field.form.append(button);
}
