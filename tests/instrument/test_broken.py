"""One wrong file per mistake: each is told with its place, its rule and the words of its message."""

from pathlib import Path

import pytest
from instrument.plan_mistakes import PLAN_MISTAKES, PLAN_WARNINGS
from instrument.rule_mistakes import RULE_MISTAKES, RULE_WARNINGS
from instrument.study_mistakes import STUDY_MISTAKES
from instrument.trap_mistakes import TRAP_MISTAKES, TRAP_WARNINGS

from survey.instrument.checks import check_paths
from survey.instrument.loader import read_instrument
from survey.instrument.problems import DefinitionError

TESTS = Path(__file__).parent.parent
BROKEN = TESTS / "broken"
LIBRARY = TESTS / "questionnaires"
WARNINGS = (
    RULE_WARNINGS
    | TRAP_WARNINGS
    | PLAN_WARNINGS
    | {
        "choice-with-spaces",
        "column-not-answered",
        "crowded-page",
        "incomplete-language",
        "lone-reference",
        "never-collected",
        "not-asked-about",
        "not-measured",
        "number-in-parts",
        "open-pattern",
        "other-elsewhere",
        "reserved-name",
        "shown-plainly",
        "unknown-appearance",
        "unknown-choice",
        "unused-list",
    }
)

MISTAKES = [
    *STUDY_MISTAKES,
    *PLAN_MISTAKES,
    *RULE_MISTAKES,
    *TRAP_MISTAKES,
    ("byte-order-mark.yaml", 1, 1, "byte-order-mark", "The file begins with a byte order mark"),
    ("choice-with-a-space.yaml", 4, 30, "wrong-choice-name", "The choice name `deux mots` holds a space"),
    ("choice-with-spaces.yaml", 4, 30, "choice-with-spaces", "The choice name `deux mots` holds a space"),
    ("choice-without-label.yaml", 4, 5, "missing-key", "The choice has no `label`"),
    ("circular-reference.yaml", 3, 51, "circular-reference", "These depend on each other: a → b → a"),
    ("circular-through-a-group.yaml", 3, 44, "circular-reference", "These depend on each other: g → a → g"),
    ("constraint-on-a-group.yaml", 3, 34, "column-not-here", "`constraint` has no meaning on a group"),
    (
        "control-character.yaml",
        3,
        37,
        "control-character",
        "The character U+0007 is invisible and changes how a text is ",
    ),
    ("count-of-a-group.yaml", 3, 34, "column-not-here", "`repeat_count` has no meaning on a group"),
    ("crowded-page.yaml", 3, 31, "crowded-page", "The page `g` asks 5 questions at once"),
    ("default-language-absent.yaml", 5, 21, "unknown-language", "The default language `es` is not among `languages`"),
    (
        "direction-override-escaped.yaml",
        3,
        34,
        "control-character",
        "The character U+202E is invisible and changes how a text is ",
    ),
    (
        "direction-override.yaml",
        3,
        38,
        "control-character",
        "The character U+202E is invisible and changes how a text is ",
    ),
    ("dot-in-relevant.yaml", 3, 51, "dot-outside-constraint", "`.` in `relevant` has no value to stand for"),
    ("duplicate-choice.yaml", 5, 30, "duplicate-choice", "The list `often` has the choice `2` twice"),
    ("duplicate-key.yaml", 3, 42, "duplicate-key", "`name` stands twice; first at line 3"),
    ("duplicate-name.yaml", 4, 24, "duplicate-name", "`a` already names the row at line 3"),
    ("empty-file.yaml", 1, 1, "empty-file", "The file is empty"),
    ("empty-survey.yaml", 2, 9, "empty-survey", "The survey has no row"),
    ("empty-text.yaml", 5, 11, "unquoted-value", "The text is empty"),
    ("expression-deep.yaml", 3, 50, "wrong-expression", "`constraint` cannot be read: the expression is nested deeper"),
    ("expression-path.yaml", 4, 50, "wrong-expression", "`relevant` cannot be read: `//` looks through the whole form"),
    (
        "expression-pattern.yaml",
        3,
        50,
        "wrong-expression",
        "`constraint` cannot be read: the pattern '^(?=a).*$' is not ",
    ),
    (
        "expression-syntax.yaml",
        4,
        50,
        "wrong-expression",
        "`relevant` cannot be read: the expression ends too early (ch",
    ),
    (
        "expression-unknown-function.yaml",
        4,
        50,
        "wrong-expression",
        "`relevant` cannot be read: `selectd()` is not a known functi",
    ),
    ("file-of-no-choices.yaml", 3, 12, "wrong-file", "`../villes.csv` is not the name of a file of choices"),
    ("group-closed-by-another-name.yaml", 5, 29, "unbalanced-group", "This row closes `g`, not `h`"),
    ("incomplete-language.yaml", 8, 9, "incomplete-language", "The language `ar` is incomplete: texts missing: 2"),
    ("label-a-list.yaml", 3, 34, "wrong-shape", "The label of `a` must be a text, or one text per language"),
    ("label-per-column.yaml", 3, 42, "unknown-key", "`label::Arabe (ar)` is not a key of a survey row"),
    ("later-type.yaml", 3, 12, "not-supported-yet", "The type `osm` is not supported yet"),
    ("list-on-a-text.yaml", 3, 12, "unknown-type", "`text` takes no list, but `often` follows"),
    ("lone-reference.yaml", 4, 50, "lone-reference", "`${a}` alone is always true, even when blank"),
    ("malformed-parameter.yaml", 3, 51, "wrong-parameter", "`start` is not one `name=value`"),
    ("media-path.yaml", 3, 45, "wrong-file", "The image of `a` `../a.png` is not the name of a file"),
    ("media-in-a-language.yaml", 3, 42, "unknown-key", "`image::fr` is not a key of a survey row"),
    ("missing-label.yaml", 3, 5, "missing-label", "`a` has no label"),
    ("missing-list.yaml", 3, 12, "missing-list", "`select_one` names no list"),
    ("missing-name.yaml", 3, 5, "missing-key", "The row has no `name`"),
    ("missing-settings.yaml", 1, 1, "missing-key", "The file has no `settings`"),
    ("missing-translation.yaml", 10, 34, "missing-translation", "The label of `a` is missing in ar"),
    ("missing-type.yaml", 3, 5, "missing-key", "The row has no `type`"),
    ("missing-version.yaml", 1, 11, "missing-key", "`settings` has no `version`"),
    ("names-are-case-sensitive-references.yaml", 4, 50, "unknown-reference", "`${A}` names no question of this file"),
    ("not-a-boolean.yaml", 3, 53, "not-a-boolean", "`sensitive` must be true or false"),
    ("not-a-language.yaml", 1, 80, "not-a-language", "`french` is not a language code"),
    ("not-a-map.yaml", 1, 1, "wrong-shape", "The file must be a map of `key: value`"),
    ("not-utf8.yaml", 3, 34, "not-utf8", "Byte 0xe9 is not UTF-8"),
    ("number-in-parts.yaml", 12, 11, "number-in-parts", "`01 99` has a plain space between figures"),
    ("never-collected.yaml", 4, 12, "never-collected", "`deviceid` is never collected here"),
    ("nul.yaml", 3, 37, "control-character", "The character U+0000 is invisible and changes how a text is "),
    ("open-pattern.yaml", 3, 50, "open-pattern", "The pattern '[0-9]{5}' may match any part of the text"),
    (
        "plain-text-among-languages.yaml",
        10,
        34,
        "missing-translation",
        "The label of `a` is one plain text, but the file has fr, ar",
    ),
    ("unclosed-repeat.yaml", 3, 5, "unbalanced-group", "The repeat `g` is never closed"),
    ("other-elsewhere.yaml", 6, 12, "other-elsewhere", "`born` has the same list, so `other` is among its answers too"),
    (
        "other-name-taken.yaml",
        5,
        12,
        "other-name-taken",
        "`or_other` adds a question `home_other`, but there is one",
    ),
    ("repeat-closed-as-group.yaml", 5, 12, "unbalanced-group", "This end_group closes the repeat `g`"),
    ("required-on-a-note.yaml", 3, 42, "column-not-answered", "`required` has no effect on a row of type note"),
    ("reserved-by-page.yaml", 3, 24, "reserved-by-page", "`helper` is kept for the fields of a page"),
    ("shown-plainly.yaml", 3, 54, "shown-plainly", "`masked` is for other programs; here the type text is shown"),
    ("reserved-ending.yaml", 3, 24, "reserved-name", "`mood_missing` is kept for the columns of an export"),
    ("reserved-name.yaml", 3, 24, "reserved-name", "`wave` is kept for the columns of an export"),
    ("reviewed-by-nobody.yaml", 8, 9, "missing-key", "The reviewed language `ar` has no `reviewed_by`"),
    ("scale-empty.yaml", 11, 12, "wrong-scale", "The scale has no item"),
    ("scale-item-twice.yaml", 11, 19, "duplicate-name", "`calm` stands twice in `items`"),
    ("scale-minimum-quoted.yaml", 12, 23, "not-a-number", "`minimum_answered` must be a number"),
    ("scale-minimum.yaml", 12, 23, "wrong-scale", "`minimum_answered` must be from 1 to 2, the number of items"),
    ("scale-named-like-a-question.yaml", 9, 11, "duplicate-name", "`calm` names a question too"),
    (
        "scale-not-ascending.yaml",
        3,
        17,
        "choices-not-ascending",
        "The choices of `often` count in `mood` but do not go from lo",
    ),
    ("scale-of-texts.yaml", 7, 12, "item-not-coded", "`calm` is of type text; its answers have no lowest and highe"),
    ("scale-of-words.yaml", 4, 30, "item-not-coded", "The choice `toujours` of `often` is no number, but the list "),
    ("scale-range.yaml", 13, 18, "wrong-scale", "`score_range` must be two numbers, the lower first"),
    ("scale-reverse-elsewhere.yaml", 15, 14, "unknown-item", "`sad` is reversed but is not an item of the scale"),
    ("scale-twice.yaml", 15, 11, "duplicate-name", "The scale `mood` is there twice"),
    ("scale-unknown-item.yaml", 11, 12, "unknown-item", "`sda` names no question"),
    ("scale-without-source.yaml", 9, 5, "missing-key", "The scale has no `source`"),
    ("several-documents.yaml", 4, 1, "several-documents", "The file holds several documents (`---`)"),
    ("survey-not-a-list.yaml", 2, 9, "wrong-shape", "`survey` must be a list"),
    (
        "then-test-before-a-now-item.yaml",
        8,
        78,
        "then-test-order",
        "`calm_then` stands before `sad`, a now item of `mood`",
    ),
    (
        "then-test-in-scale.yaml",
        13,
        12,
        "item-looks-back",
        "`calm_then` looks back on `calm`; the scale is made of what ",
    ),
    ("then-test-later.yaml", 7, 78, "then-test-order", "`calm_then` looks back on `calm`, which comes later"),
    ("then-test-other-type.yaml", 8, 12, "then-test-type", "`calm_then` and `calm` do not have the same type and list"),
    (
        "then-test-outside-group.yaml",
        8,
        78,
        "then-test-outside-group",
        "`calm_then` looks back but stands outside a then-test group",
    ),
    (
        "then-test-reference.yaml",
        10,
        56,
        "then-test-reference",
        "`${calm_then}` is not asked in waves without then-test",
    ),
    ("then-test-unknown.yaml", 8, 78, "then-test-unknown", "`clam` names no question"),
    ("too-deep.yaml", 3, 19, "too-deep", "The file is nested deeper than 16 levels"),
    ("two-lists.yaml", 6, 12, "unknown-list", "`often usual` is not the name of one list"),
    ("unclosed-group.yaml", 3, 5, "unbalanced-group", "The group `g` is never closed"),
    ("unclosed-quote.yaml", 7, 1, "yaml-syntax", "found unexpected end of stream; it began at line 6"),
    ("unknown-appearance.yaml", 6, 62, "unknown-appearance", "`likret` is not an appearance of the type select_one"),
    ("unknown-choice.yaml", 7, 50, "unknown-choice", "`employd` is no choice of the list `work`, so `a` is never that"),
    ("unknown-key.yaml", 3, 42, "unknown-key", "`requird` is not a key of a survey row"),
    ("unknown-language.yaml", 10, 57, "unknown-language", "`en` is not a language of this file"),
    ("unknown-list.yaml", 6, 12, "unknown-list", "The list `oftn` has no choice"),
    ("unknown-parameter.yaml", 3, 51, "unknown-parameter", "`stop` is not a parameter of the type range"),
    ("unknown-reference.yaml", 4, 50, "unknown-reference", "`${age_nwo}` names no question of this file"),
    ("unknown-setting.yaml", 1, 84, "unknown-key", "`laguages` is not a key of `settings`"),
    ("unknown-top-key.yaml", 4, 1, "unknown-key", "`choises` is not a key of the file"),
    ("unknown-type.yaml", 3, 12, "unknown-type", "`txet` is not a type"),
    ("unopened-group.yaml", 4, 5, "unbalanced-group", "This end_group closes nothing"),
    ("unquoted-choice-name.yaml", 4, 30, "unquoted-value", "`2` without quotes is a number in YAML"),
    ("unquoted-date.yaml", 1, 57, "unquoted-value", "`2026-11-30` without quotes is a date in YAML"),
    ("unquoted-language.yaml", 8, 5, "unquoted-value", "`no` without quotes is true or false in YAML"),
    ("unquoted-no.yaml", 4, 42, "unquoted-value", "`no` without quotes is true or false in YAML"),
    ("unquoted-nothing.yaml", 3, 34, "unquoted-value", "`~` is nothing here, where a text is expected"),
    ("unquoted-octal.yaml", 3, 34, "unquoted-value", "`012` without quotes is a number in YAML"),
    ("unquoted-on.yaml", 3, 24, "unquoted-value", "`on` without quotes is true or false in YAML"),
    ("unquoted-time.yaml", 3, 34, "unquoted-value", "`12:30` without quotes is a number in YAML"),
    ("unused-list.yaml", 3, 17, "unused-list", "No question uses the list `often`"),
    ("wrong-trigger.yaml", 4, 51, "wrong-trigger", "`trigger` must name questions, but says `a`"),
    ("wrong-key.yaml", 3, 42, "wrong-key", "A key must be a word"),
    ("wrong-name.yaml", 3, 24, "wrong-name", "The name `1er mot` is not a name"),
    ("wrong-range.yaml", 3, 51, "wrong-parameter", "start=5 end=1 step=1 is no line to choose a point on"),
    ("wrong-status.yaml", 8, 40, "wrong-status", "`finished` is not a status"),
    ("yaml-alias.yaml", 3, 34, "yaml-alias", "`*other` is a YAML alias"),
    ("yaml-anchor.yaml", 3, 34, "yaml-anchor", "`&first` is a YAML anchor"),
    ("yaml-colon.yaml", 5, 21, "yaml-syntax", "This is not YAML: mapping values are not allowed in this con"),
    ("yaml-syntax.yaml", 4, 1, "yaml-syntax", "This is not YAML: while parsing a flow mapping: did not find"),
    ("yaml-tab.yaml", 3, 1, "yaml-syntax", "This is not YAML: while scanning for the next token: found c"),
    ("yaml-tag.yaml", 3, 34, "yaml-tag", "`tag:yaml.org,2002:python/name:os.system` is a YAML tag"),
]


@pytest.mark.parametrize(("file", "line", "column", "rule", "words"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_told_with_its_place(file: str, line: int, column: int, rule: str, words: str) -> None:
    problems = check_paths([BROKEN / file], LIBRARY)
    assert [(problem.line, problem.column, problem.rule) for problem in problems] == [(line, column, rule)]
    assert words in problems[0].what
    assert problems[0].remedy
    assert problems[0].file == str(BROKEN / file)
    assert problems[0].severity == ("warning" if rule in WARNINGS else "error")


def test_every_broken_file_is_in_the_table() -> None:
    assert sorted(file.name for file in BROKEN.iterdir()) == sorted(row[0] for row in MISTAKES)


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "several.yaml"
    file.write_text(
        'settings: {form_id: several, form_title: no, version: "1", default_language: fr}\n'
        "survey:\n"
        "  - {type: txet, name: a, label: Un}\n"
        "  - {type: text, name: a, label: Deux}\n"
        '  - {type: text, name: b, label: Encore, relevant: "${a} >"}\n'
        "  - {type: text, nmae: c, label: Trois}\n"
        "scales:\n"
        "  - {name: mood}\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as refused:
        read_instrument(file)
    assert [(problem.line, problem.rule) for problem in refused.value.problems] == [
        (1, "unquoted-value"),
        (3, "unknown-type"),
        (4, "duplicate-name"),
        (5, "wrong-expression"),
        (6, "missing-key"),
        (6, "unknown-key"),
        *[(8, "missing-key")] * 5,
    ]


def test_a_problem_is_one_line_that_editors_can_follow(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("", encoding="utf-8")
    (problem,) = check_paths([file], LIBRARY)
    assert str(problem) == (
        f"{file}:1:1: error [empty-file] The file is empty. Write `settings:`, `survey:` and `choices:`."
    )


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert [problem.rule for problem in check_paths([tmp_path / "nowhere.yaml"], LIBRARY)] == ["file-not-found"]
    assert [problem.rule for problem in check_paths([tmp_path], LIBRARY)] == ["file-not-found"]
