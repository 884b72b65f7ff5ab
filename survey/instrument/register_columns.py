"""Reads from a study file how the columns of the register are called."""

from __future__ import annotations

from survey.instrument.definition import Text
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.study import ProfileVariable, Register
from survey.instrument.yaml_tree import Map, Scalar, Tree

MAPPED = ("arm", "site", "event", "language")
COLUMNS = ("household", "worker", "entry_date", "support_start", "support_end")
CONTACT = ("name", "first_name", "telephone", "email", "address")


def read_register(tree: Tree | None, reader: Reader) -> Register:
    """The mapping of ``register:``."""
    found = reader.map(tree, "`register`")
    if found is None:
        return Register("")
    reader.keys(found, ("participant_id", *MAPPED, *COLUMNS, "profile", "contact"), "`register`")
    reader.required(found, ("participant_id",), "`register`")
    mapped = {name: _mapped(value_of(found, name), name, reader) for name in MAPPED}
    plain = {name: reader.text(value_of(found, name), f"`{name}`") for name in COLUMNS}
    contact = reader.map(value_of(found, "contact"), "`contact`")
    if contact is not None:
        reader.keys(contact, CONTACT, "`contact`")
    return Register(
        participant_id=reader.text(value_of(found, "participant_id"), "`participant_id`"),
        **{name: column for name, (column, _) in mapped.items()},
        **plain,
        profile=_profile(value_of(found, "profile"), reader),
        contact=reader.texts(contact, "`contact`"),
        values={name: values for name, (_, values) in mapped.items() if values},
    )


def _mapped(tree: Tree | None, name: str, reader: Reader) -> tuple[str, dict[str, str]]:
    """A column, and what each of its cells stands for where the register uses other words."""
    if tree is None or isinstance(tree, Scalar):
        return reader.text(tree, f"`{name}`"), {}
    found = reader.map(tree, f"`{name}`")
    if found is None:
        return "", {}
    reader.keys(found, ("column", "values"), f"`{name}`")
    reader.required(found, ("column",), f"`{name}`")
    values = reader.map(value_of(found, "values"), "`values`")
    if values is not None:
        _quoted_keys(values, reader)
    return reader.text(value_of(found, "column"), "`column`"), dict(reader.texts(values, "`values`"))


def _quoted_keys(tree: Map, reader: Reader) -> None:
    for key, _ in tree.entries.values():
        reader.quoted(key)


def _profile(tree: Tree | None, reader: Reader) -> tuple[ProfileVariable, ...]:
    found: list[ProfileVariable] = []
    for each in reader.maps(tree, "`profile`"):
        reader.keys(each, ("name", "column", "label", "values"), "a profile variable")
        reader.required(each, ("name", "column", "label"), "The profile variable")
        name = reader.name(value_of(each, "name"), "The name of a profile variable")
        if name in {variable.name for variable in found}:
            told = f"`{name}` stands twice in `profile`."
            reader.report.add(place_of(each, "name"), "duplicate-name", told, "Give each a name of its own.")
        column = reader.text(value_of(each, "column"), "`column`")
        label = reader.language_text(value_of(each, "label"), f"The label of `{name}`")
        found.append(ProfileVariable(name, column, label, _labels(value_of(each, "values"), reader)))
    return tuple(found)


def _labels(tree: Tree | None, reader: Reader) -> dict[str, Text]:
    values = reader.map(tree, "`values`")
    if values is None:
        return {}
    _quoted_keys(values, reader)
    return {
        key: reader.language_text(value, f"The label of the value `{key}`")
        for key, (_, value) in values.entries.items()
    }
