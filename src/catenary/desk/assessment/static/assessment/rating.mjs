// Single keys on the page of one question, while no field has the focus: 1 to 5 choose a level, u is not known, n is cannot apply.

const WRITING = "input:not([type=radio]), select, textarea, [contenteditable], dialog";
// Where a keyboard writes no Latin letters or digits, the key in the same place counts.
const PLACES = { Digit1: "1", Digit2: "2", Digit3: "3", Digit4: "4", Digit5: "5", KeyU: "u", KeyN: "n" };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest(WRITING)) return;
  const key = /^[1-5un]$/.test(event.key) ? event.key : PLACES[event.code];
  const radio = key && document.querySelector(`#rating input[data-key="${key}"]:enabled`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
});
