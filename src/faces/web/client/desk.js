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
