// The keyboard: j and k go down and up a list, Enter opens; on a claim a is right, r wrong, c corrects; u takes the last decision back.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

/** The things that j and k go through on this page, and the one where the reader is. */
const stops = () => [...document.querySelectorAll("[data-keys] > li, .claims > li[data-claim]")];
const here = () => document.querySelector("li.here, .claims > li.chosen");

function go(step) {
  const all = stops();
  if (all.length === 0) return;
  const now = all.indexOf(here());
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  for (const item of all) item.classList.toggle("here", item === next);
  const link = next.querySelector("a");
  link.focus({ preventScroll: true });
  if (next.dataset.claim) link.click();
  else next.scrollIntoView({ block: "nearest" });
}

/** Presses what on this page, first where the reader is, answers to a key. */
function press(key) {
  const target = here()?.querySelector(`[data-key="${key}"]`) ?? (key === "u" ? document.querySelector(`.notice [data-key="u"]`) : null);
  if (!target) return false;
  const details = target.closest("details");
  if (details) details.open = true;
  if (target.matches("button")) target.click();
  else target.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    go(event.key === "j" ? 1 : -1);
  } else if (["a", "r", "c", "u"].includes(event.key) && press(event.key)) event.preventDefault();
});
