// The keyboard: j and k go down and up a list, Enter opens; on a claim a is right, r wrong, c corrects, s says who says it; p is the place, n a
// claim to add; on an incident x parts and m joins; u takes the last decision back.

const ANYWHERE = "upn"; // keys that also act where no claim is chosen
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

/** The things that j and k go through on this page, and the one where the reader is. */
const stops = () => [...document.querySelectorAll("[data-keys] > li, .claims > li[data-claim]")].filter((item) => item.checkVisibility());
const here = () => document.querySelector("li.here, .claims > li.chosen");

function go(step) {
  const all = stops();
  if (all.length === 0) return;
  const now = all.indexOf(here());
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  for (const item of all) item.classList.toggle("here", item === next);
  const link = next.querySelector("a, button");
  link.focus({ preventScroll: true });
  if (next.dataset.claim) link.click();
  else next.scrollIntoView({ block: "nearest" });
}

/** Presses what on this page, first where the reader is, answers to a key. */
function press(key) {
  const at = here();
  const near = at?.querySelector(`[data-key="${key}"]`) ?? at?.closest(".happening")?.querySelector(`[data-key="${key}"]`);
  const target = near ?? (ANYWHERE.includes(key) ? document.querySelector(`[data-key="${key}"]`) : null);
  if (!target) return false;
  const details = target.closest("details");
  if (details && !target.matches("summary")) details.open = true;
  if (target.matches("button, a, summary")) target.click();
  else target.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    go(event.key === "j" ? 1 : -1);
  } else if ("arcspnxmu".includes(event.key) && press(event.key)) event.preventDefault();
});
