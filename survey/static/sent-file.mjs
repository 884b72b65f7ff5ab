// Tells that a file is too large before it is sent for nothing, and that sending takes a while. The server looks again.

const statusOf = (box) => box.querySelector("[role=status]");

document.addEventListener("change", ({ target }) => {
  const box = target.closest("[data-largest]");
  if (!box) return;
  const isTooLarge = [...target.files].some((file) => file.size > Number(box.dataset.largest));
  if (isTooLarge) target.value = "";
  statusOf(box).textContent = isTooLarge ? box.dataset.refused : "";
});

document.addEventListener("submit", ({ target }) => {
  for (const box of target.querySelectorAll("[data-largest]")) {
    if (box.querySelector("input").files.length) statusOf(box).textContent = box.dataset.sending;
  }
});
