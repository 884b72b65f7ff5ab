"""Two pairs of hands that fill in pages: a real browser, and one without JavaScript that reads the markup alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Protocol

from bs4 import BeautifulSoup, Tag
from filling.answers import Typed
from flask.testing import FlaskClient

OFFERED = """(key) => [...document.getElementsByName(key)]
  .flatMap((field) => field.options ? [...field.options] : [field])
  .filter((option) => option.matches("option, [type=radio], [type=checkbox]"))
  .filter((option) => option.value && option.value !== "prefer not to say" && !option.disabled)
  .map((option) => option.value)"""
RANKED = """(key) => [...document.querySelectorAll(`select[name^="${key}."]`)]
  .map((field) => field.name.slice(key.length + 1))"""
CLEARED = """(key) => [...document.querySelectorAll("input, select, textarea")]
  .filter(({ name }) => name === key || name.startsWith(`${key}.`))
  .forEach((field) => {
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = false;
    else field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  })"""
SHOWN = """() => [...document.querySelectorAll("[data-question]")]
  .filter((row) => !row.closest("[hidden]"))
  .map((row) => row.dataset.question)"""


class Hands(Protocol):
    """What fills in one page after another."""

    def open(self, address: str) -> None:
        """Open an address."""

    def where(self) -> str:
        """The path of the page."""

    def words(self) -> str:
        """What stands on the page."""

    def shown(self) -> list[str]:
        """The keys of the questions and notes that are shown."""

    def followed(self) -> set[str]:
        """The keys of the questions whose choices a script follows."""

    def offered(self, key: str, *, ranked: bool) -> list[str]:
        """The choices, or the points of a line, that can be chosen."""

    def can_be_answered(self, key: str) -> bool:
        """Whether there is anything to fill in."""

    def clear(self, key: str) -> None:
        """Take away what stands in the fields of a question."""

    def fill(self, typed: Typed) -> None:
        """Fill in inputs by their names."""

    def acts(self) -> list[str]:
        """The values of the buttons."""

    def press(self, act: str) -> None:
        """Press the button of a value."""


@dataclass
class Chromium:
    """Hands on a page of Chromium, with JavaScript or without."""

    page: Any
    base: str
    has_script: bool = True

    def open(self, address: str) -> None:
        """Open an address."""
        self.page.goto(self.base + address)

    def where(self) -> str:
        """The path of the page."""
        return str(self.page.url).removeprefix(self.base)

    def words(self) -> str:
        """What stands on the page."""
        return str(self.page.locator("main").inner_text())

    def shown(self) -> list[str]:
        """The keys of the rows that can be seen; on a page without a script, of those that the server names."""
        self._wait()
        shown: list[str] = self.page.evaluate(SHOWN)
        named = self.page.locator('[name=".shown"]').input_value().split()
        return shown or [str(key) for key in named]

    def _wait(self) -> None:
        """Until the script has brought out what waits."""
        if self.has_script and self.page.locator("#page-tree").count():
            self.page.wait_for_selector("template.later", state="detached")

    def followed(self) -> set[str]:
        """The keys of the questions whose choices a script follows."""
        told = self.page.locator('[name=".followed"]')
        return set(told.input_value().split()) if told.count() else set()

    def offered(self, key: str, *, ranked: bool) -> list[str]:
        """The choices that can be chosen."""
        found: list[str] = self.page.evaluate(RANKED if ranked else OFFERED, key)
        return found

    def can_be_answered(self, key: str) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.page.locator(f'[name="{key}"], [name^="{key}."]').count())

    def clear(self, key: str) -> None:
        """Empty every field of a question."""
        self.page.evaluate(CLEARED, key)

    def fill(self, typed: Typed) -> None:
        """Fill in inputs by their names, as a person does."""
        for name, text in typed.items():
            fields = self.page.locator(f'[name="{name}"]')
            if isinstance(text, tuple):
                fields.first.set_input_files({"name": text[0], "mimeType": text[1], "buffer": text[2]})
            elif isinstance(text, str):
                is_list = fields.first.evaluate("field => field.tagName") == "SELECT"
                fields.first.select_option(text) if is_list else fields.first.fill(text)
            elif fields.first.evaluate("field => field.tagName") == "SELECT":
                fields.first.select_option(text[0])
            else:
                for value in text:
                    self.page.locator(f'label:has([name="{name}"][value="{value}"])').click()

    def acts(self) -> list[str]:
        """The values of the buttons."""
        found: list[str] = self.page.eval_on_selector_all('main [name=".act"]', "all => all.map(one => one.value)")
        return found

    def press(self, act: str) -> None:
        """Press a button, and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.click(f'main [name=".act"][value="{act}"], main .go[value="{act}"]')


@dataclass
class Markup:
    """Hands that know only what the server wrote: no script, no template."""

    client: FlaskClient
    soup: BeautifulSoup = field(default_factory=BeautifulSoup)
    path: str = ""
    sent: Typed = field(default_factory=dict)

    def open(self, address: str) -> None:
        """Open an address."""
        self._at(self.client.get(address, follow_redirects=True))

    def where(self) -> str:
        """The path of the page."""
        return self.path

    def words(self) -> str:
        """What stands on the page."""
        main = self.soup.find("main")
        return main.get_text(" ", strip=True) if main else ""

    def shown(self) -> list[str]:
        """The keys that the server says it shows."""
        return str(self.sent[".shown"]).split()

    def followed(self) -> set[str]:
        """None: there is no script."""
        return set()

    def offered(self, key: str, *, ranked: bool) -> list[str]:
        """The choices that can be chosen."""
        if ranked:
            lists = self.soup.find_all("select")
            return [str(one["name"]).removeprefix(f"{key}.") for one in lists if str(one["name"]).startswith(f"{key}.")]
        fields = [one for one in self.soup.find_all("input", {"name": key}) if one["type"] in ("radio", "checkbox")]
        options = [option for one in self.soup.find_all("select", {"name": key}) for option in one.find_all("option")]
        values = [str(one["value"]) for one in (*fields, *options)]
        return [value for value in values if value not in ("", "prefer not to say")]

    def can_be_answered(self, key: str) -> bool:
        """Whether there is anything to fill in."""
        names = [str(one.get("name", "")) for one in self.soup.find_all(["input", "select", "textarea"])]
        return any(name == key or name.startswith(f"{key}.") for name in names)

    def clear(self, key: str) -> None:
        """Leave its fields out."""
        self.sent = {name: text for name, text in self.sent.items() if name != key and not name.startswith(f"{key}.")}

    def fill(self, typed: Typed) -> None:
        """Fill in inputs by their names."""
        self.sent |= typed

    def acts(self) -> list[str]:
        """The values of the buttons."""
        return [str(one.get("value", "")) for one in self.soup.find_all("button", {"name": ".act"})]

    def press(self, act: str) -> None:
        """Send the form."""
        data = {name: _upload(text) if isinstance(text, tuple) else text for name, text in self.sent.items()}
        self._at(self.client.post(self.path, data=data | {".act": act}, follow_redirects=True))

    def _at(self, response: Any) -> None:
        self.path, self.soup = str(response.request.path), BeautifulSoup(response.text, "html.parser")
        for template in self.soup.find_all("template"):
            template.decompose()
        self.sent = {}
        for control in self.soup.select("form#act input, form#act select, form#act textarea"):
            self._begin_with(control)

    def _begin_with(self, control: Tag) -> None:
        name, kind = str(control.get("name", "")), control.get("type", "")
        chosen = self.sent.get(name, [])
        if control.name == "textarea":
            self.sent[name] = control.text.removeprefix("\n")
        elif control.name == "select":
            option = control.find("option", selected=True)
            self.sent[name] = str(option["value"]) if isinstance(option, Tag) else ""
        elif kind not in ("radio", "checkbox", "file"):
            self.sent[name] = str(control.get("value", ""))
        elif control.has_attr("checked") and isinstance(chosen, list):
            self.sent[name] = [*chosen, str(control["value"])]


def _upload(file: tuple[str, str, bytes]) -> tuple[BytesIO, str, str]:
    name, kind, content = file
    return BytesIO(content), name, kind
