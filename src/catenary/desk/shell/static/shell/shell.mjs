// What the desk adds where JavaScript runs: the kit's components, focus after a swap, and a word when a request fails.
// Every page works without it.

const kitUrl = document.querySelector('meta[name="govuk-frontend"]').content;
document.documentElement.classList.add("js");
document.body.classList.add("js-enabled", "govuk-frontend-supported");
const kit = await import(kitUrl);
kit.initAll();

document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) kit.initAll({ scope: event.detail.elt });
});

// After a swap the keyboard and the screen reader go where the answer is.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const first = event.detail.elt.querySelector("[data-focus-after-swap], .govuk-error-summary");
  if (first) first.focus();
});

const words = { 403: "forbidden", 429: "busy" };

function say(when) {
  const notice = document.getElementById("notice");
  const found = document.getElementById("notice-words").content.querySelector(`[data-when="${when}"]`);
  notice.replaceChildren(found.cloneNode(true));
  notice.hidden = false;
}

document.body.addEventListener("htmx:responseError", (event) => say(words[event.detail.xhr.status] ?? "error"));
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(lost, () => say("away"));
}
document.body.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("notice").hidden = true;
});
