"""What a style sheet or a script says of left and right, where a mirrored page needs start and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

COMMENT = re.compile(r"/\*.*?\*/", re.S)
BLOCK = re.compile(r"([^{};]+)\{([^{}]*)\}")
MARGIN_BOX = re.compile(r"@(?:top|bottom|left|right)-(?:left|right|top|bottom)(?:-corner)?\b|@page\s*:(?:left|right)\b")
SIDED_NAME = re.compile(
    r"(?:left|right)"
    r"|(?:scroll-)?(?:margin|padding)-(?:left|right)"
    r"|border-(?:left|right)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
FOUR_SIDES = re.compile(r"(?:scroll-)?(?:margin|padding)|inset|border-(?:width|style|color|image-\w+)|clip")
FROM_THE_LEFT = {
    *("background", "background-position", "background-position-x", "object-position", "mask-position"),
    *("-webkit-mask-position", "transform-origin", "perspective-origin"),
}
"""What counts a place from the left edge."""
CENTRED = ("center", "50%")
WORD = re.compile(r"\b(?:left|right)\b")
SIDED_SHAPE = re.compile(
    r"translate(?:X|3d)?\((?!\s*0(?:px|r?em|%)?\s*[,)])"
    r"|skew|polygon\(|path\(|inset\([^)]*\s[^)]*\)"
    r"|gradient\(\s*-?(?!0deg|180deg)[\d.]+(?:deg|turn|rad)"
)
SHADOW = re.compile(r"(?:^|,)\s*(?:inset\s+)?-?(?!0(?:px)?\s)[\d.]+[a-z]*\s")
IN_A_SCRIPT = re.compile(
    r"""(?x)
      \.style\.(?:left|right|float|cssFloat)\b
    | \b(?:scroll)?(?:[mM]argin|[pP]adding|[bB]order)(?:Top|Bottom)?(?:Left|Right)\w*
    | (?:margin|padding|border(?:-top|-bottom)?)-(?:left|right)
    | \b(?:scroll|offset|client)Left\b
    | \)\.(?:left|right)\b
    | text-?[aA]lign\w*["'\]]*\s*[:=]\s*["'](?:left|right)["']
    """
)
RTL = re.compile(r"""\[dir=["']?rtl["']?\]\s*|:dir\(rtl\)\s*""")


def in_style(text: str) -> list[str]:
    """``selector { property: value }`` of each declaration that names a side and has no twin."""
    bare = COMMENT.sub(" ", text)
    rules = [(_squeezed(selector), list(_declarations(block))) for selector, block in BLOCK.findall(bare)]
    twins = {
        (RTL.sub("", selector).strip(), name)
        for selectors, declarations in rules
        for selector in selectors.split(",")
        if RTL.search(selector)
        for name, value in declarations
        if name != "transform" or value == "scaleX(-1)"
    }
    found = [_squeezed(each) for each in MARGIN_BOX.findall(bare)]
    for selectors, declarations in rules:
        for name, value in declarations:
            if not RTL.search(selectors) and is_sided(name, value) and not _has_twin(selectors, name, value, twins):
                found.append(f"{selectors} {{ {name}: {value} }}")
    return found


def in_script(text: str) -> list[str]:
    """What a script, or an attribute with a style, says of left and right."""
    return [found.group().strip() for found in IN_A_SCRIPT.finditer(text)]


def is_sided(name: str, value: str) -> bool:
    """Whether a declaration stands for one side of the screen alone."""
    values = value.split()
    if SIDED_NAME.fullmatch(name) or (WORD.search(value) and not name.startswith("--")):
        return True
    if name in ("direction", "float", "clear") and value not in ("inherit", "none", "both"):
        return not value.startswith("inline-")
    if FOUR_SIDES.fullmatch(name) and len(values) == 4 and "(" not in value:
        return values[1] != values[3]
    if name == "border-radius":
        corners = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}.get(len(values), (0, 0, 0, 0))
        one, two, three, four = (values[corner] for corner in corners)
        return one != two or three != four
    if name in FROM_THE_LEFT and name != "background":
        return any(place.split()[:1] and place.split()[0] not in CENTRED for place in value.split(","))
    if name in ("box-shadow", "text-shadow"):
        return bool(SHADOW.search(value))
    return bool(SIDED_SHAPE.search(value))


def _has_twin(selectors: str, name: str, value: str, twins: set[tuple[str, str]]) -> bool:
    """A rule for the other direction says the same property anew, or turns the whole element round."""
    drawn = "gradient" in value
    names = {name, "transform", *(("background-position",) if drawn else ())}
    return all(any((one.strip(), each) in twins for each in names) for one in selectors.split(","))


def _declarations(block: str) -> Iterator[tuple[str, str]]:
    for each in block.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            yield name.strip(), _squeezed(value).removesuffix("!important").strip()


def _squeezed(text: str) -> str:
    return " ".join(text.split())
