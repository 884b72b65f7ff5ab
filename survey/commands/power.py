"""``jalon power``: how many people to ask so that a change, or a difference of groups, is seen."""

from __future__ import annotations

from typing import Any

import click

from survey.application_context import as_json_option, report


@click.command("power")
@click.option("--difference", required=True, type=float, help="The change, or the difference, to be seen, in points.")
@click.option("--sd", required=True, type=float, help="The standard deviation: of the change, or of one group.")
@click.option("--compared", is_flag=True, help="Two groups are compared; without it the same people change.")
@click.option("--correlation", type=float, help="Of entry and exit, where groups are compared at equal entry.")
@click.option("--power", default=0.8, show_default=True, help="The chance to see it.")
@click.option("--level", default=0.95, show_default=True, help="Of the interval.")
@click.option("--lost", default=0.0, show_default=True, help="The share of people who will be lost.")
@click.option("--ratio", default=1.0, show_default=True, help="How many times larger the larger group is.")
@click.option("--cluster-size", "size", default=1.0, show_default=True, help="People per household or worker.")
@click.option(
    "--icc", default=0.0, show_default=True, help="How alike they are: the share of variance between clusters."
)
@click.option(
    "--cluster-variation", "variation", default=0.0, show_default=True, help="How unequal: sd over mean size."
)
@as_json_option
def command(as_json: bool, **wanted: Any) -> None:
    """Tell how many people to ask, with the loss and the clusters that are expected."""
    from survey.findings.power import Wanted, sample_size

    if wanted["correlation"] is not None and not wanted["compared"]:
        raise click.UsageError("--correlation belongs to --compared: the sd of a change holds it already.")
    if wanted["ratio"] != 1 and not wanted["compared"]:
        raise click.UsageError("--ratio belongs to --compared: the same people are one group.")
    try:
        found = sample_size(Wanted(**wanted)).as_row()
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    report(found, _lines(found), as_json)


def _lines(found: dict[str, Any]) -> list[str]:
    groups = " per group" if found["comparison"] == "compared" else ""
    lines = [
        f"Ask {found['asked']} people{groups}, so that {found['analysed']} answer{groups} in the end.",
        f"Independent people needed{groups}: {found['exact']:.2f}; design effect {found['design_effect']:.3f}; "
        f"lost {found['lost']:.0%}.",
    ]
    if found["larger_asked"] is not None and found["larger_asked"] != found["asked"]:
        lines.append(f"That is the smaller group; the larger one: {found['larger_asked']}.")
    if found["clusters"] is not None:
        lines.append(f"Clusters in all: {found['clusters']}.")
    if "few_clusters" in found["cautions"]:
        lines.append("Fewer than 40 clusters: the figures will lean on how few they are.")
    return lines
