// How many incidents began in each day, month or year, as bars; dragging across them chooses a period.

const HEIGHT = 60;
const SVG = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;

const make = (name, attributes, parent) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
};

const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** The last day of the span that begins on a day. */
function endOf(day, by) {
  const next = new Date(day);
  if (by === "year") next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (by === "month") next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + 1);
  return next.getTime() - DAY;
}

/**
 * Draws the timeline into an element, and again whenever that gets the event `renew` or another width. `address()` tells where the counts are;
 * `onBrush(since, until)` is called with two days, or with nothing when one clicks beside the bars.
 */
export function drawTimeline(element, { address, direction, language, onBrush }) {
  let found = { by: "day", days: [] };
  const hint = element.dataset.hint;

  async function load() {
    const answer = await fetch(address());
    if (answer.ok) found = await answer.json();
    draw();
  }

  function draw() {
    const width = Math.max(element.clientWidth - 16, 100);
    element.replaceChildren();
    const svg = make("svg", { width, height: HEIGHT + 18, role: "img", "aria-label": hint, tabindex: 0, class: "bars" }, element);
    make("title", {}, svg).textContent = hint;
    if (found.days.length === 0) return;
    const spans = found.days.map(({ day, incidents }) => ({ from: Date.parse(day), to: endOf(Date.parse(day), found.by) + DAY, incidents }));
    const first = spans[0].from;
    const last = Math.max(spans.at(-1).to, first + 14 * DAY);
    const most = Math.max(...spans.map((span) => span.incidents));
    const scale = (time) => {
      const x = ((time - first) / (last - first)) * width;
      return direction === "rtl" ? width - x : x;
    };
    const back = (x) => first + ((direction === "rtl" ? width - x : x) / width) * (last - first);
    const days = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: "medium", timeZone: "UTC" });
    for (const span of spans) {
      const [one, other] = [scale(span.from), scale(span.to)].sort((a, b) => a - b);
      const height = Math.max((span.incidents / most) * HEIGHT, 2);
      const bar = make("rect", { x: one, y: HEIGHT - height, width: Math.max(other - one - 0.5, 1.5), height, class: "bar" }, svg);
      make("title", {}, bar).textContent = `${days.format(span.from)}: ${span.incidents}`;
    }
    make("line", { x1: 0, x2: width, y1: HEIGHT, y2: HEIGHT, class: "axis" }, svg);
    for (const [time, anchor] of [[first, "start"], [last - DAY, "end"]]) {
      make("text", { x: scale(time === first ? first : last), y: HEIGHT + 14, "text-anchor": anchor }, svg).textContent = days.format(time);
    }
    brush(svg, width, back, last);
  }

  /** Dragging marks a period; letting go chooses it. */
  function brush(svg, width, back, last) {
    const band = make("rect", { y: 0, height: HEIGHT, width: 0, class: "band" }, svg);
    let from = null;
    const at = (event) => Math.min(Math.max(event.clientX - svg.getBoundingClientRect().left, 0), width);
    svg.addEventListener("pointerdown", (event) => {
      from = at(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const to = at(event);
      band.setAttribute("x", Math.min(from, to));
      band.setAttribute("width", Math.abs(to - from));
    });
    svg.addEventListener("pointerup", (event) => {
      if (from === null) return;
      const [one, other] = [back(from), back(at(event))].sort((a, b) => a - b);
      const far = Math.abs(at(event) - from) > 3;
      from = null;
      band.setAttribute("width", 0);
      if (far) onBrush(iso(one), iso(Math.min(other, last - DAY)));
      else onBrush(null, null);
    });
  }

  element.addEventListener("renew", load);
  new ResizeObserver(draw).observe(element);
  load();
}
