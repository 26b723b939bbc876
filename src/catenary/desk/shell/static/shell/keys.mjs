// Single keys, while no field has the focus: j and k go along the rows, / goes to search, ? shows the list of keys; Enter opens
// what has the focus, as everywhere. The footer of every page turns them off (WCAG 2.2, success criterion 2.1.4).

const ROWS = "main :is(tbody tr, .govuk-task-list__item, .notice, .attachment)";
const WRITING = "input, select, textarea, [contenteditable], dialog";
// Where a keyboard writes no Latin letters, the key in the same place counts.
const PLACES = { KeyJ: "j", KeyK: "k", Slash: "/" };

function meant(event) {
  if (/^[!-~]$/.test(event.key)) return event.key;
  const place = PLACES[event.code];
  return place === "/" && event.shiftKey ? "?" : place;
}

function go(step) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector("a[href]"));
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  row?.querySelector("a[href]").focus();
}

function search() {
  const menu = document.querySelector(".frame-menu");
  if (menu) menu.open = true;
  document.getElementById("frame-search")?.focus();
}

const deeds = {
  j: () => go(1),
  k: () => go(-1),
  "/": search,
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest(WRITING)) return;
  const deed = deeds[meant(event)];
  if (!deed) return;
  event.preventDefault();
  deed();
});
