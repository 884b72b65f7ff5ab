"""A judge of files by an XML schema, for as much of XML Schema as REFI-QDA uses: whatever else it meets is an error."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

XSD = "{http://www.w3.org/2001/XMLSchema}"
SIMPLE = {
    "string": r"[\s\S]*",
    "boolean": r"true|false|0|1",
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "date": r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}
MANY = "unbounded"


class Judge:
    """The rules of one schema file."""

    def __init__(self, path: Path) -> None:
        self.root = ElementTree.parse(path).getroot()
        self.space = "{" + self.root.attrib["targetNamespace"] + "}"
        roots = self.root.findall(f"{XSD}element")
        self.types = {each.attrib["name"]: each for each in self.root if "name" in each.attrib and each not in roots}
        self.roots = {each.attrib["name"]: each.attrib["type"] for each in roots}

    def faults(self, content: bytes) -> list[str]:
        """Everything in a file that breaks the rules."""
        found = ElementTree.fromstring(content)
        name = found.tag.removeprefix(self.space)
        return self._element(found, self.roots[name], name) if name in self.roots else [f"{name} is no root"]

    def _element(self, element: ElementTree.Element, kind: str, where: str) -> list[str]:
        if kind.startswith("xsd:") or self.types[kind].tag == f"{XSD}simpleType":
            faults = (
                [] if self._is_sound(element.text or "", kind) and not len(element) else [f"{where}: {element.text}"]
            )
            return faults + [f"{where}: attribute {name}" for name in element.attrib]
        rule = self.types[kind]
        faults = self._attributes(element, rule, where)
        children = [child.tag.removeprefix(self.space) for child in element]
        content = next((each for each in rule if each.tag in (f"{XSD}sequence", f"{XSD}choice")), None)
        order = "" if content is None else self._order(content)
        if re.fullmatch(order, "".join(f"<{child}>" for child in children)) is None:
            faults.append(f"{where}: {children[:8]} is not {order}")
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            faults.append(f"{where}: words between elements")
        kinds = {each.attrib["name"]: each.attrib["type"] for each in rule.iter(f"{XSD}element")}
        for child, name in zip(element, children, strict=True):
            faults += self._element(child, kinds[name], f"{where}/{name}") if name in kinds else []
        return faults

    def _attributes(self, element: ElementTree.Element, rule: ElementTree.Element, where: str) -> list[str]:
        known = {each.attrib["name"]: each for each in rule.findall(f"{XSD}attribute")}
        faults = [f"{where}: no attribute {name}" for name in element.attrib if name not in known]
        for name, each in known.items():
            given = element.get(name)
            if given is None and each.get("use") == "required":
                faults.append(f"{where}: {name} is lacking")
            if given is not None and not self._is_sound(given, each.attrib["type"]):
                faults.append(f"{where}: {name} is {given!r}")
        return faults

    def _is_sound(self, text: str, kind: str) -> bool:
        if kind.startswith("xsd:"):
            return re.fullmatch(SIMPLE[kind.removeprefix("xsd:")], text) is not None
        (restriction,) = self.types[kind]
        allowed = [each.attrib["value"] for each in restriction.findall(f"{XSD}enumeration")]
        patterns = [each.attrib["value"] for each in restriction.findall(f"{XSD}pattern")]
        if not allowed and not patterns:
            raise NotImplementedError(kind)
        return text in allowed or any(re.fullmatch(pattern, text) for pattern in patterns)

    def _order(self, rule: ElementTree.Element) -> str:
        least, most = rule.get("minOccurs", "1"), rule.get("maxOccurs", "1")
        often = f"{{{least},{'' if most == MANY else most}}}"
        if rule.tag == f"{XSD}element":
            return f"(<{rule.attrib['name']}>){often}"
        if rule.tag not in (f"{XSD}sequence", f"{XSD}choice"):
            raise NotImplementedError(rule.tag)
        between = "|" if rule.tag == f"{XSD}choice" else ""
        return f"({between.join(self._order(each) for each in rule)}){often}"
