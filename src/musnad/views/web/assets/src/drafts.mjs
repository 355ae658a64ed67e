// What was typed but not yet sent is kept in the browser, so that a reload, a closed page or a refusal loses nothing.

const kept = (form) => `draft:${form.dataset.draft}`;
const FIXED = ["token", "back", "kind", "claim", "of", "document", "has_chain"];
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !FIXED.includes(field.name) && !["file", "submit", "button", "checkbox"].includes(field.type));

/** The values of a form by name; several fields of one name in their order. */
function values(form) {
  const found = {};
  for (const field of fields(form)) (found[field.name] ??= []).push(field.value);
  return found;
}

// What was sent is forgotten when the answer says that it was taken.
const sent = sessionStorage.getItem("sent");
if (sent) {
  if (document.querySelector(".notice")) localStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const before = localStorage.getItem(kept(form));
  if (before) {
    const draft = JSON.parse(before);
    form.dispatchEvent(new CustomEvent("restore", { detail: draft }));
    const waiting = structuredClone(draft);
    for (const field of fields(form)) {
      const value = [waiting[field.name] ?? []].flat().length ? [waiting[field.name]].flat().shift() : undefined;
      if (Array.isArray(waiting[field.name])) waiting[field.name].shift();
      if (value !== undefined) field.value = value;
    }
    for (let box = form.closest("details"); box?.classList.contains("adding"); box = box.parentElement.closest("details")) box.open = true;
  }
  form.addEventListener("input", () => localStorage.setItem(kept(form), JSON.stringify(values(form))));
  form.addEventListener("submit", (event) => {
    if (form.dataset.draft === "add" && !event.submitter?.name) localStorage.removeItem(kept(form));
    sessionStorage.setItem("sent", kept(form));
  });
}
