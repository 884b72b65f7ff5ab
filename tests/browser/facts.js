// What is measured on a page as it stands: called with the least side of a target in CSS pixels.
(least) => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true]");
  const told = (element) => {
    const kind = element.className ? "." + String(element.className).replaceAll(" ", ".") : "";
    return element.tagName.toLowerCase() + kind + " " + (element.innerText || element.name || "").slice(0, 40);
  };
  const targetOf = (control) => (control.matches("[type=radio], [type=checkbox]") && control.closest("label")) || control;
  const isInRunningText = (control) =>
    control.matches("a") && getComputedStyle(control).display === "inline" &&
    control.parentElement.innerText.trim() !== control.innerText.trim();
  const opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;

  const width = document.documentElement.clientWidth;
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary")];
  const targets = [...new Set(controls.filter(shown).filter((each) => !isInRunningText(each)).map(targetOf))];
  const boxed = targets.map((target) => [target, target.getBoundingClientRect()]);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const named = [...document.querySelectorAll("[for], [aria-describedby], [aria-labelledby]")].flatMap((element) =>
    ["for", "aria-describedby", "aria-labelledby"].flatMap((name) => (element.getAttribute(name) || "").split(/\s+/)));
  const found = {
    language: document.documentElement.lang,
    direction: getComputedStyle(document.body).direction,
    titled: document.title.trim().length > 0,
    headings: [...document.querySelectorAll("h1")].filter(shown).length,
    overflow: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
    cut: boxed.filter(([, box]) => box.left < 0 || box.right > width).map(([target]) => told(target)),
    small: boxed.filter(([, box]) => Math.min(box.width, box.height) < least - 0.5)
      .map(([target, box]) => `${told(target)} ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`),
    repeated: ids.filter((id, place) => ids.indexOf(id) !== place),
    lost: named.filter((id) => id && !document.getElementById(id)),
    unlabelled: [...document.querySelectorAll("fieldset")].filter((each) => !each.querySelector("legend")?.innerText.trim()).map(told),
  };
  for (const details of opened) details.open = false;
  return found;
}
