// Every piece of text that is seen, with its colour and the colours behind it from the nearest to the farthest.
() => {
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const seen = [...document.body.querySelectorAll("*")].filter(
    (element) => hasText(element) && element.checkVisibility({ visibilityProperty: true }) && !element.closest(".hidden, .skip, svg"));
  return seen.map((element) => {
    const behind = [];
    for (let each = element; each; each = each.parentElement) behind.push(getComputedStyle(each).backgroundColor);
    const kind = element.className ? "." + String(element.className).replaceAll(" ", ".") : "";
    return { text: element.tagName.toLowerCase() + kind + " " + element.innerText.slice(0, 40), colour: getComputedStyle(element).color, behind };
  });
}
