"""Plans for a CSV file without a mistake: the smallest one, and others that use what it leaves out."""

COLUMNS = "design: randomised\ncolumns: {participant_id: person, wave: wave, arm: arm}\n"
SCALE = "scales: [{name: mood, items: [m], minimum_answered: 1}]\n"
SMALLEST = f"{COLUMNS}{SCALE}plan: {{primary: [mood]}}\n"
SOUND = [
    SMALLEST,
    SMALLEST.replace("randomised", "waiting_list\nassigned: random"),
    SMALLEST.replace("arm: arm}", "arm: arm, strata: arm}"),
    SMALLEST.replace("arm: arm}", "arm: arm, weight: w}").replace("plan: {", "plan: {weights: {method: given}, "),
    SMALLEST.replace("plan: {", "plan: {contrasts: [{wave: exit, arm: support}], "),
    SMALLEST.replace("plan: {", "plan: {contrasts: [{wave: exit, from: entry, arm: b, reference: a}], "),
    SMALLEST.replace("plan: {", "plan: {subgroups: [arm], "),
    SMALLEST.replace("plan: {", "plan: {adjustment: {others: none}, lost: {deltas: [-2.5]}, level: 0.5, "),
    SMALLEST.replace("plan: {primary: [mood]}", "plan: {primary: [], contrasts: []}"),
    SMALLEST.replace("randomised", "post_only").replace("plan: {", "plan: {contrasts: [{wave: post}], "),
]
