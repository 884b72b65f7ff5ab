"""Categories of people beside the register, merged until who answered and who did not are both enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def merged_categories(
    respondents: Mapping[str, int],
    register: Mapping[str, int],
    *,
    minimum_cell: int,
    together: Collection[str] = (),
) -> tuple[tuple[str, ...], ...] | None:
    """Groups of categories, each with at least ``minimum_cell`` people who answered and as many who did not.

    Categories that miss this, or must be told ``together``, become one last group; while it misses it too, the
    smallest other one joins it. In the order of the register. None when fewer than two groups are left. Raises
    ValueError when more answered than stand in the register.

    >>> register = {"fr": 700, "ar": 300, "es": 60, "en": 12}
    >>> merged_categories({"fr": 200, "ar": 90, "es": 15, "en": 3}, register, minimum_cell=10)
    (('fr',), ('ar',), ('es', 'en'))
    """
    strange = [name for name, count in respondents.items() if not 0 <= count <= register.get(name, 0)]
    if strange:
        raise ValueError(f"more people answered than the register holds: {', '.join(strange)}.")
    order = list(register)
    sizes = {name: (respondents.get(name, 0), register[name] - respondents.get(name, 0)) for name in order}

    def enough(names: list[str]) -> bool:
        return all(sum(sizes[name][side] for name in names) >= minimum_cell for side in (0, 1))

    alone = [name for name in order if name not in together and enough([name])]
    other = [name for name in order if name not in alone]
    while other and alone and not enough(other):
        smallest = min(alone, key=lambda name: (min(sizes[name]), order.index(name)))
        alone.remove(smallest)
        other.append(smallest)
    groups = (*((name,) for name in alone), *([tuple(sorted(other, key=order.index))] if other else []))
    return groups if len(groups) > 1 else None
