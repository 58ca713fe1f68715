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
