"""The mistakes that are seldom meant and can be read all the same, with their place, rule and words."""

TRAP_WARNINGS = {
    "bare-name",
    "impossible-constraint",
    "order-of-words",
    "required-read-only",
    "unused-file",
    "unused-name",
    "wrong-default",
}

TRAP_MISTAKES = [
    (
        "bare-name.yaml",
        4,
        50,
        "bare-name",
        "`a` without ${} is looked for inside this question, where nothing is; it is always blank",
    ),
    (
        "bare-word.yaml",
        7,
        50,
        "bare-name",
        "`FALSE` without ${} is looked for inside this question, where nothing is; it is always blank",
    ),
    (
        "double-negation-without-ne.yaml",
        15,
        7,
        "double-negation",
        "The label of `a` has the double negation `jamais` … `sans` (fr, ar, es, en)",
    ),
    ("group-with-a-space.yaml", 3, 12, "unknown-type", "`begin group` is not a type"),
    ("hidden-without-value.yaml", 4, 26, "unused-name", "`b` has no value: it has neither `calculation` nor `default`"),
    ("impossible-constraint.yaml", 3, 53, "impossible-constraint", "No answer to `a` can keep this constraint"),
    ("order-of-words.yaml", 4, 50, "order-of-words", "`> 'abc'` is always false: words have no order"),
    ("other-words-of-a-type.yaml", 3, 12, "unknown-type", "`numeric` is not a type"),
    (
        "pattern-repeated-twice.yaml",
        3,
        50,
        "unsafe-pattern",
        "The pattern '^(a+)+$' repeats what is repeated; in other programs it may take for ever",
    ),
    (
        "required-read-only.yaml",
        3,
        48,
        "required-read-only",
        "`a` is required, but nobody can answer it: it is read-only and has no value",
    ),
    ("two-verbs.yaml", 15, 7, "two-questions", "The label of `a` asks about two things at once (fr, ar, es, en)"),
    (
        "unreachable-choices.yaml",
        7,
        50,
        "unreachable",
        "`b` is never shown: what is asked of `${a}`, here and in the groups around, cannot all be true",
    ),
    ("unused-calculation.yaml", 4, 29, "unused-name", "Nothing in this file reads `b`"),
    ("unused-file.yaml", 4, 32, "unused-file", "Nothing reads `instance('villages')`"),
    (
        "wrong-default-choice.yaml",
        6,
        56,
        "wrong-default",
        "The default `oui` is no answer that the type select_one takes",
    ),
    (
        "wrong-default-day.yaml",
        3,
        47,
        "wrong-default",
        "The default `31/12/2026` is no answer that the type date takes",
    ),
    ("wrong-default.yaml", 3, 50, "wrong-default", "The default `beaucoup` is no answer that the type integer takes"),
]
