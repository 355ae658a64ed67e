// What every page does: menus close when one looks elsewhere, requests that change something carry the page's token.

import "./drafts.mjs";
import "./keys.mjs";

const token = document.querySelector("meta[name=token]").content;

/** The answer to a request that changes something; throws with the site's own words when it is refused. */
export async function send(address, values) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) body.append(name, one);
  }
  const answer = await fetch(address, { method: "POST", headers: { "x-musnad-token": token, accept: "application/json" }, body });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.message ?? answer.statusText);
  return said;
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.settings[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.settings[open]")) menu.open = false;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.querySelector(".find input").focus();
  }
});
