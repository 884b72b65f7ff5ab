// Finds a code by some of its letters, and ticks it without a mouse. Without this every code can be ticked all the same.

const find = document.querySelector("#find-code");
const rows = [...document.querySelectorAll(".code-list li")];
const form = find.closest("form");
const told = Object.assign(document.createElement("span"), { className: "hint" });

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const pathOf = (row) => row.querySelector("[data-code]")?.dataset.code;
const boxOf = (row) => row.querySelector("input");
const shown = () => rows.filter((row) => !row.hidden && boxOf(row));

function sift() {
  const sought = plain(find.value.trim());
  for (const row of rows) row.hidden = Boolean(sought) && !plain(pathOf(row) || "").includes(sought);
  told.textContent = shown().length ? "" : find.dataset.none;
}

function tickFirst() {
  const [row] = shown();
  if (!row) return;
  boxOf(row).checked = true;
  find.value = "";
  sift();
  told.textContent = find.dataset.ticked.replace("%", () => pathOf(row));
}

find.addEventListener("input", sift);
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    if (find.value.trim()) tickFirst();
    else if (rows.some((row) => boxOf(row)?.checked)) form.querySelector("[type=submit]").click();
  } else if (event.key === "ArrowDown" && shown().length) {
    event.preventDefault();
    boxOf(shown()[0]).focus();
  }
});

// Up and down go from code to code; above the first one is the line to find them.
document.querySelector(".code-list").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const boxes = shown().map(boxOf);
  const to = boxes.indexOf(event.target) + step;
  if (to < 0) find.focus();
  else if (boxes[to]) boxes[to].focus();
});

form.addEventListener("reset", () => setTimeout(sift));
told.setAttribute("role", "status");
find.after(told);
find.closest(".find-code").hidden = false;
