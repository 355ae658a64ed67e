// What was typed but not yet sent is kept in the browser, so that a reload or a closed page loses nothing.

const kept = (form) => `draft:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit", "button"].includes(field.type));

for (const form of document.querySelectorAll("form[data-draft]")) {
  const before = JSON.parse(localStorage.getItem(kept(form)) ?? "{}");
  for (const field of fields(form)) {
    if (before[field.name] && !field.value && field.type !== "checkbox") field.value = before[field.name];
  }
  form.addEventListener("input", () => {
    const now = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
    localStorage.setItem(kept(form), JSON.stringify(now));
  });
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.name) localStorage.removeItem(kept(form));
  });
}
