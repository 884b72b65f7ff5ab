"""What an XForm asks, read from its XML: every question with its kind, its choices, the values conditions name."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass

XFORMS = "{http://www.w3.org/2002/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
CONTROLS = ("input", "select", "select1", "rank", "trigger", "upload", "range")
CONDITIONS = ("relevant", "required", "constraint", "calculate", "readonly")
LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"|(?<![\w./'-])(\d+(?:\.\d+)?)(?![\w'])")
ITEMSET = re.compile(r"(?:randomize\()?\s*instance\('([^']+)'\)/root/item")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form: where it stands, which control and type it has, what may be answered.

    A choice has its name first, then what filters may look at.
    """

    path: str
    control: str
    kind: str
    choices: tuple[tuple[str, ...], ...]
    bounds: tuple[float, float, float]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class XForm:
    """A form: what it asks in the order of its body, its repeats, and what counts the instances of some."""

    asked: tuple[Asked, ...]
    repeats: tuple[str, ...]
    counts: dict[str, str]


def read(xml: str) -> XForm:
    """What a form asks."""
    html = ElementTree.fromstring(xml)
    model, body = next(html.iter(f"{XFORMS}model")), html[1]
    binds = {_path(bind.attrib["nodeset"]): bind for bind in model.findall(f"{XFORMS}bind")}
    lists = {listed.attrib["id"]: tuple(_choices(listed)) for listed in model.findall(f"{XFORMS}instance[@id]")}
    conditions = list(_conditions(body, binds))
    asked = [_asked(control, binds, lists, conditions) for control in body.iter() if _tag(control) in CONTROLS]
    repeats = {
        _path(repeat.attrib["nodeset"]): repeat.get(f"{JAVAROSA}count") for repeat in body.iter(f"{XFORMS}repeat")
    }
    counts = {path: _path(count) for path, count in repeats.items() if count}
    return XForm(tuple(one for one in asked if one is not None), tuple(repeats), counts)


def _asked(
    control: ElementTree.Element,
    binds: dict[str, ElementTree.Element],
    lists: dict[str, tuple[tuple[str, ...], ...]],
    conditions: list[tuple[str, str]],
) -> Asked | None:
    path = _path(control.attrib["ref"])
    bind = binds.get(path)
    if bind is not None and (bind.get("readonly") == "true()" or "calculate" in bind.attrib):
        return None  # a note, or a value that is worked out: nobody answers it
    itemset = control.find(f"{XFORMS}itemset")
    listed = ITEMSET.match(itemset.attrib["nodeset"]) if itemset is not None else None
    items = control.findall(f"{XFORMS}item/{XFORMS}value")
    choices = lists.get(listed.group(1), ()) if listed else tuple((item.text or "",) for item in items)
    near = [word for owner, text in conditions if owner == path or _names_path(text, path) for word in _literals(text)]
    start, end, step = (float(control.attrib.get(name, "1")) for name in ("start", "end", "step"))
    kind = bind.attrib.get("type", "string") if bind is not None else "string"
    return Asked(path, _tag(control), kind, choices, (start, end, step), tuple(dict.fromkeys(near)))


def _conditions(body: ElementTree.Element, binds: dict[str, ElementTree.Element]) -> Iterator[tuple[str, str]]:
    for path, bind in binds.items():
        for name in CONDITIONS:
            if name in bind.attrib:
                yield path, bind.attrib[name]
    for itemset in body.iter(f"{XFORMS}itemset"):
        yield "", itemset.attrib["nodeset"]


def _names_path(text: str, path: str) -> bool:
    """Whether an expression names the question, by its whole path or by its last word."""
    return re.search(rf"/{re.escape(path.rpartition('/')[2])}(?![\w-])", text) is not None


def _literals(text: str) -> list[str]:
    return [word for found in LITERAL.findall(text) for word in found if word]


def _choices(listed: ElementTree.Element) -> Iterator[tuple[str, ...]]:
    for item in listed.iter(f"{XFORMS}item"):
        name = item.findtext(f"{XFORMS}name")
        if name:
            yield name, *(part.text or "" for part in item if _tag(part) not in ("name", "itextId", "label"))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _path(reference: str) -> str:
    """``/data/group/name`` without the name of the form."""
    return "/" + "/".join(reference.strip().split("/")[2:])
