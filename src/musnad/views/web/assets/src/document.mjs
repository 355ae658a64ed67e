// A document: choosing words shows their claims, choosing a claim lights up its words.

const text = document.getElementById("text");
const claims = document.getElementById("claims");

/** Lights up the words of one claim and the claim itself; the page's address names it, so that it can be sent to somebody. */
function choose(id, { scroll }) {
  for (const mark of text.querySelectorAll("mark")) {
    mark.classList.toggle("lit", (mark.dataset.claims ?? "").split(" ").includes(id));
  }
  for (const item of claims.querySelectorAll("[data-claim]")) {
    const chosen = item.dataset.claim === id;
    item.classList.toggle("chosen", chosen);
    const details = item.querySelector("details");
    if (details) details.open = chosen;
  }
  const address = new URL(location);
  address.searchParams.set("claim", id);
  address.hash = "";
  history.replaceState(null, "", address);
  const target = scroll === "text" ? text.querySelector("mark.lit") : claims.querySelector(".chosen");
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
}

/** Shows which claims the words belong to: the first is chosen, the others stand out beside it. */
function chooseWords(mark) {
  const ids = mark.dataset.claims.split(" ");
  choose(ids[0], { scroll: "claims" });
  for (const item of claims.querySelectorAll("[data-claim]")) item.classList.toggle("also", ids.includes(item.dataset.claim));
}

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-claims]");
  if (mark && getSelection().isCollapsed) chooseWords(mark);
});
text.addEventListener("keydown", (event) => {
  const mark = event.target.closest("mark[data-claims]");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    chooseWords(mark);
  }
});
claims.addEventListener("click", (event) => {
  const link = event.target.closest("li[data-claim] > a");
  if (!link) return;
  event.preventDefault();
  choose(link.closest("li").dataset.claim, { scroll: "text" });
});
document.getElementById("words")?.scrollIntoView({ block: "center" });

// Words that are marked in the text become those of a claim to add; n opens its form.
const adding = document.getElementById("adding");
const form = adding.querySelector("form");

/** How far into the whole text a place in its shown lines is: lines carry where they begin. */
function offset(node, at) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-start]");
  const range = new Range();
  range.setStart(line, 0);
  range.setEnd(node, at);
  return Number(line.dataset.start) + [...range.toString()].length;
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const words = range.toString();
  if (!words.trim()) return;
  form.elements.words.value = words;
  form.elements.start.value = offset(range.startContainer, range.startOffset) + [...words].length - [...words.trimStart()].length;
  form.elements.words.dispatchEvent(new Event("input", { bubbles: true }));
});
form.elements.words.addEventListener("keydown", () => { form.elements.start.value = ""; }); // written by hand: the site finds them
adding.addEventListener("toggle", () => adding.open && form.elements.field.focus());
