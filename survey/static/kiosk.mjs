// On a shared device: asks whether somebody is still there, and clears the device when nobody answers.
// Without it the page asks by itself after the same time.

const box = document.querySelector("#kiosk");
const shown = document.querySelectorAll("#main, .leave, .skip");
const answer = box.querySelector("button");
const SIGNS = ["pointerdown", "touchstart", "keydown", "input", "scroll"];
let [last, before] = [Date.now(), null];

function turn(isAsking) {
  if (isAsking) before = document.activeElement;
  box.hidden = !isAsking;
  for (const part of shown) part.hidden = isAsking;
  if (isAsking) answer.focus();
  else if (before) before.focus();
}

// The clock is looked at: a device that slept knows at once how long.
function look() {
  if (!box.isConnected) return; // another page was written into this one, and has a clock of its own
  const { minutes, seconds, over } = box.dataset;
  const left = last + minutes * 60000 - Date.now();
  if (left < -seconds * 1000) location.replace(over);
  else if (left < 0 && box.hidden) turn(true);
}

for (const sign of SIGNS) document.addEventListener(sign, () => box.hidden && (last = Date.now()), { passive: true });
answer.addEventListener("click", () => {
  last = Date.now();
  turn(false);
});
document.addEventListener("visibilitychange", look);
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
setInterval(look, 500);
