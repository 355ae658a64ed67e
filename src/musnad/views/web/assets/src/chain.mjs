// The rows of a chain: one more, one up, one out. Rows that a draft needs are made before it is filled in.

for (const links of document.querySelectorAll("fieldset.links")) {
  const rows = links.querySelector(".rows");
  const more = () => rows.append(links.querySelector("template").content.cloneNode(true));
  const changed = () => links.dispatchEvent(new Event("input", { bubbles: true }));
  links.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const row = button.closest("li");
    if (button.dataset.more !== undefined) {
      more();
      rows.lastElementChild.querySelector("input").focus();
    } else if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else if (button.dataset.move === "out") row.remove();
    changed();
  });
  links.closest("form").addEventListener("restore", ({ detail }) => {
    const wanted = detail.link?.length ?? rows.children.length;
    while (rows.children.length < wanted) more();
    while (rows.children.length > wanted) rows.lastElementChild.remove();
  });
}
