// Draws the charts of the dashboard as they come into view, and opens an interview without leaving the place.
// The page is whole without it: every chart has its still picture, its sentence and its table.

const NARROW = 560; // pixels under which a chart has its other layout
const NEAR = "400px"; // how far below the window a chart is drawn already
const PAPER = 680; // pixels across a sheet
const SHEET = 860; // pixels down a sheet that a chart may take; a taller one is made smaller, never cut
const MARKS = "marks"; // the name of the trace of numbered circles
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

// The numbered circle of the interview that is open is filled, as its link is.
function withOpenOne(trace) {
  const number = new URL(location).searchParams.get("interview");
  const isOpen = trace.customdata.map((each) => String(each) === number);
  const { marker, textfont } = trace;
  return {
    ...trace,
    marker: { ...marker, color: isOpen.map((open) => (open ? marker.line.color : marker.color)) },
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
    place.on("plotly_click", ({ points }) => openMark(points[0].customdata));
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

// An interview opens beside the figures without the page jumping; its address is that of the whole page.
const marks = () => [...document.querySelectorAll("[data-interview]")];

async function open(address) {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const side = document.getElementById("voices");
  side.replaceChildren(...page.getElementById("voices").childNodes);
  history.pushState(null, "", address);
  const number = new URL(address).searchParams.get("interview");
  for (const mark of marks()) {
    if (mark.dataset.interview === number) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
  }
  variants.forEach((_narrow, place) => draw(place));
  side.scrollTop = 0;
  const heading = side.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: getComputedStyle(side).position === "sticky" });
}

function openMark(number) {
  marks().find((mark) => mark.dataset.interview === String(number))?.click();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-interview]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link.href).catch(() => location.assign(link.href));
});
addEventListener("popstate", () => location.reload());
