"""Which languages the headers of a workbook name, and the texts of a row in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from survey.exchange.xlsform.headers import Header
from survey.exchange.xlsform.languages import DEFAULT, UNKNOWN, code_of
from survey.exchange.xlsform.trees import scalar, tree_map
from survey.exchange.xlsform.vocabulary import TRANSLATED
from survey.instrument import columns
from survey.instrument.report import Place
from survey.instrument.yaml_tree import Map, Tree


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of a workbook: the code of each header; ``plain`` is that of texts whose header names none."""

    codes: Mapping[str, str]
    plain: str
    several: bool
    missing: set[str] = field(default_factory=set)

    def text(self, cells: Sequence[tuple[Header, str]], sheet: str, row: int, *, needed: bool) -> Tree | None:
        """The texts of one column: one plain text, or a map of language to text."""
        found = {header: scalar(text, Place(row, header.number, sheet=sheet)) for header, text in cells if text}
        if needed and found:
            told = {self.code(header.language) for header in found}
            self.missing.update(code for code in {*self.codes.values(), self.plain} if code not in told)
        if not found:
            return None
        first = next(iter(found.values()))
        if all(not header.language for header in found):
            return first
        return tree_map({self.code(header.language): text for header, text in found.items()}, first)

    def code(self, language: str) -> str:
        """The code of a header's language; '' is the plain one."""
        return self.codes[language] if language else self.plain


def spoken_languages(sheets: Iterable[Sequence[Header]], default: str, plain_code: str) -> Spoken:
    """The languages of these sheets; ``default`` is what the settings call the default language."""
    listed = [list(headers) for headers in sheets]
    named = list(dict.fromkeys(header.language for headers in listed for header in headers if header.language))
    codes: dict[str, str] = {}
    for name in named:
        codes[name] = _free(code_of(name), codes.values())
    both = any(_has_both(headers, default or (named[0] if named else "")) for headers in listed)
    if default in codes:
        plain = codes[default]
    elif default:
        plain = _free(code_of(default), codes.values())
    elif named and not both:
        plain = codes[named[0]]
    else:
        plain = _free(plain_code or UNKNOWN, codes.values())
    return Spoken(codes, plain, several=bool(named))


def _free(code: str, taken: Iterable[str]) -> str:
    number = 2
    wanted, used = code, set(taken)
    while wanted in used:
        wanted = f"{code}-x-{number}"
        number += 1
    return wanted


def _has_both(headers: Sequence[Header], language: str) -> bool:
    """Whether some text has a column without language beside one in the language it would be read as."""
    plain = {header.key for header in headers if header.key in TRANSLATED and not header.language}
    return any(header.key in plain and header.language == language for header in headers)


def languages_tree(spoken: Spoken, default: str, place: Place) -> Map | None:
    """``settings.languages``, each with its header; None where no header names a language."""
    if not spoken.several:
        return None
    headers = {code: header for header, code in spoken.codes.items()}
    ordered = dict.fromkeys((spoken.plain, *headers))
    if spoken.plain not in headers:
        headers[spoken.plain] = default or DEFAULT
    return tree_map(
        {
            code: tree_map(
                {
                    "header": scalar(headers[code], place),
                    "status": scalar("incomplete" if code in spoken.missing else "draft", place),
                },
                place,
            )
            for code in ordered
        },
        place,
    )


def is_media(key: str) -> bool:
    """Whether a column names files, which need no translation."""
    return key in columns.MEDIA
