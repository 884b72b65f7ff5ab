// Draws the charts of the dashboard as they come into view, and opens an interview without leaving the place.
// The page is whole without it: every chart has its still picture, its sentence and its table.

const NARROW = 560; // pixels under which a chart has its other layout
const NEAR = "400px"; // how far below the window a chart is drawn already
const PAPER = 680; // pixels across a sheet
const SHEET = 860; // pixels down a sheet that a chart may take; a taller one is made smaller, never cut
const MARKS = "marks"; // the name of the trace of numbered circles
const GROWN = 36; // pixels across the circle that a quote shows
const CLEAR = "rgba(0, 0, 0, 0)";
const QUIET = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };

const list = document.querySelector("[data-figures]");
const places = [...document.querySelectorAll(".plot")];
const dark = matchMedia("(prefers-color-scheme: dark)");
const variants = new Map(); // each chart that was drawn, and whether it has its narrow layout
let figures; // by the names of the charts, once they are there

// The figures and the script are asked for once, by the first chart that comes near.
let asked;
const ready = () => (asked = asked ?? Promise.all([readFigures(), runScript(list.dataset.plotly)]));

async function readFigures() {
  const answer = await fetch(list.dataset.figures, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The figures answered ${answer.status}`);
  figures = new Map((await answer.json()).charts.map((chart) => [chart.name, chart.plotly]));
}

function runScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

const isNarrow = (place) => place.clientWidth < NARROW;

function draw(place, width) {
  const figure = figures.get(place.dataset.chart);
  const narrow = !width && isNarrow(place);
  const { data, layout } = (narrow && figure.narrow) || figure;
  const font = { ...layout.font, family: getComputedStyle(place).fontFamily };
  const page = { ...layout, font, width, autosize: !width, dragmode: false, paper_bgcolor: CLEAR, plot_bgcolor: CLEAR };
  const traces = data.map((trace) => (trace.name === MARKS ? withOpenOne(trace) : trace));
  const colours = (dark.matches && !width && figure.colours) || {};
  place.style.blockSize = `${layout.height}px`;
  variants.set(place, narrow);
  return window.Plotly.react(place, ...coloured([traces, page], colours), QUIET);
}

// The mark that stands out is the one that a quote shows, else that of the interview that is open.
function markedIn(address) {
  const words = new URL(address, location).searchParams;
  return words.get("mark") ?? words.get("interview");
}

// Its numbered circle is filled, as its link is; the one that a quote shows is larger, too.
function withOpenOne(trace) {
  const number = markedIn(location);
  const isGrown = new URL(location).searchParams.has("mark");
  const isOpen = trace.customdata.map((each) => String(each) === number);
  const { marker, textfont } = trace;
  const size = isOpen.map((open) => (open && isGrown ? GROWN : marker.size));
  return {
    ...trace,
    marker: { ...marker, size, opacity: 1, color: isOpen.map((open) => (open ? marker.line.color : marker.color)) },
    textfont: { ...textfont, color: isOpen.map((open) => (open ? marker.color : textfont.color)) },
  };
}

// The same figure with each colour that is named exchanged: on dark paper ink is light.
function coloured(part, colours) {
  if (typeof part === "string") return colours[part] ?? part;
  if (Array.isArray(part)) return part.map((each) => coloured(each, colours));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, coloured(each, colours)]));
}

async function drawFirst(place) {
  try {
    await ready();
    await draw(place);
    place.on("plotly_click", ({ points }) => openPoint(place, points[0]));
    resized.observe(place);
  } catch {
    const still = Object.assign(document.createElement("img"), { className: "still", src: place.dataset.still, alt: "" });
    place.replaceWith(still);
  }
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (variants.get(target) !== isNarrow(target)) draw(target);
    else window.Plotly.Plots.resize(target);
  }
});

const seen = new IntersectionObserver(
  (entries) => {
    for (const { target } of entries.filter((each) => each.isIntersecting)) {
      seen.unobserve(target);
      drawFirst(target);
    }
  },
  { rootMargin: NEAR },
);

places.forEach((place) => seen.observe(place));
dark.addEventListener("change", () => [...variants.keys()].forEach((place) => draw(place)));

// On paper every chart is drawn, as wide as the sheet, and every table is open, whatever the style sheet can do.
const tables = [...document.querySelectorAll(".all-figures")];
let closed = [];
addEventListener("beforeprint", () => {
  closed = tables.filter((table) => !table.open);
  closed.forEach((table) => (table.open = true));
  if (window.Plotly && figures) places.filter((place) => place.isConnected).forEach(drawOnPaper);
});
function drawOnPaper(place) {
  place.style.zoom = Math.min(1, SHEET / figures.get(place.dataset.chart).layout.height);
  draw(place, PAPER);
}

addEventListener("afterprint", () => {
  closed.forEach((table) => (table.open = false));
  places.forEach((place) => (place.style.zoom = ""));
  variants.forEach((_narrow, place) => draw(place));
});

// Voices open beside the figures without the page jumping; their address is that of the whole page.
const marks = () => [...document.querySelectorAll("[data-interview]")];

function markOut(address) {
  const number = markedIn(address);
  for (const mark of marks()) {
    if (mark.dataset.interview === number) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
  }
  variants.forEach((_narrow, place) => draw(place));
}

async function open(address) {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const side = document.getElementById("voices");
  side.replaceChildren(...page.getElementById("voices").childNodes);
  history.pushState(null, "", address);
  markOut(address);
  side.scrollTop = 0;
  const heading = side.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: getComputedStyle(side).position === "sticky" });
}

// A circle opens its interview, a column the voices of the third in which its middle lies.
function openPoint(place, { customdata, data, pointNumber, x }) {
  const card = place.closest("figure");
  if (customdata) return linkOf(card, data.customdata, pointNumber)?.click();
  const dividers = figures.get(place.dataset.chart).dividers;
  if (!dividers) return;
  const third = ["low", "middle", "high"][dividers.filter((each) => x >= each).length];
  card.querySelector(`[data-third="${third}"]`)?.click();
}

// The link of a circle: rows have circles in the order in which the list beneath names them, where it names thirds.
function linkOf(card, numbers, at) {
  const links = [...card.querySelectorAll(`[data-interview="${numbers[at]}"]`)];
  const row = numbers.slice(0, at).filter((each) => each === numbers[at]).length;
  return links.filter((link) => link.closest("ul").querySelector(".of-third"))[row];
}

// A quote shows the mark of whoever said it: in the picture, and in the list, where one goes on from it.
function show(address) {
  history.pushState(null, "", address);
  markOut(address);
  const mark = document.getElementById(decodeURIComponent(new URL(address).hash.slice(1)));
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-interview], a[data-voices], a[data-shows]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.matches("[data-shows]")) show(link.href);
  else open(link.href).catch(() => location.assign(link.href));
});
addEventListener("popstate", () => location.reload());
