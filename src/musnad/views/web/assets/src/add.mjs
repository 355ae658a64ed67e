// Taking in: files dropped anywhere on the page are chosen, and what was typed survives a reload.

const form = document.querySelector("form.taking");
const drop = form.querySelector(".drop");
const files = drop.querySelector("input");

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length > 0) files.files = event.dataTransfer.files;
  });
}
