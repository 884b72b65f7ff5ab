// Asks whether the file that is previewed was saved, and then shows the page anew with what was typed on it.
// Without this script the link "Reload" does the same by hand.

const EVERY = 500; // milliseconds between two questions
const COMMENT = ".comment ";
const LEFT = "preview left";

const banner = document.querySelector("#preview");
const ended = banner.querySelector(".preview-ended");
const page = document.querySelector('[name=".shown"]')?.form;

const kept = () => JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
const comments = () => [...document.querySelectorAll(`textarea[name^="${COMMENT}"]`)].filter((field) => field.value);

// What stands in the fields goes to the server as the answers of this page; comments wait until their button is pressed.
async function send() {
  const typed = new FormData(page);
  for (const field of comments()) typed.delete(field.name);
  typed.set(".act", "reload");
  await fetch(page.action, { method: "POST", body: typed, redirect: "manual" });
}

async function renew() {
  const left = {
    on: location.pathname,
    at: window.scrollY,
    focus: document.activeElement?.id ?? "",
    typed: [...(kept()?.typed ?? []), ...comments().map(({ name, value }) => [name, value])],
  };
  sessionStorage.setItem(LEFT, JSON.stringify(left));
  if (page) await send();
  location.replace(location.pathname + location.search);
}

function takeUp() {
  const left = kept();
  if (left === null) return;
  const fields = new Map([...document.querySelectorAll("textarea")].map((field) => [field.name, field]));
  const waiting = left.typed.filter(([name]) => !fields.has(name)); // their question is on another page, or hidden
  for (const [name, value] of left.typed) {
    const field = fields.get(name);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
  if (left.on === location.pathname) {
    window.scrollTo(0, left.at);
    document.getElementById(left.focus)?.focus({ preventScroll: true });
  }
  if (waiting.length) sessionStorage.setItem(LEFT, JSON.stringify({ ...left, on: "", typed: waiting }));
  else sessionStorage.removeItem(LEFT);
}

async function look() {
  try {
    const answer = await fetch(banner.dataset.state, { cache: "no-store" });
    ended.hidden = answer.ok;
    if (answer.ok && (await answer.json()).version !== banner.dataset.version) return await renew();
  } catch {
    ended.hidden = false;
  }
  setTimeout(look, EVERY);
}

takeUp();
setTimeout(look, EVERY);
