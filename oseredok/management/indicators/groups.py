"""Registered people of sensitive groups, counted apart from everything that could lead to a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date

from django.db.models import Sum

from oseredok.management.indicators.formulas import Number, Outside
from oseredok.management.indicators.sources import Cell
from oseredok.spine.journal.models import GroupCount

REGISTERED = ("user_new", "user_reregistered")


def ever() -> frozenset[str] | None:
    """Nothing is kept before the first person told of a group; after it every group is."""
    return None if GroupCount.objects.filter(kind__code__in=REGISTERED).exists() else frozenset()


def read(leaves: Sequence[Outside], cells: Sequence[Cell]) -> dict[tuple[Outside, Hashable], Number]:
    """Return the sums; nothing at all where no group was ever counted."""
    counted = GroupCount.objects.filter(kind__code__in=REGISTERED)
    if not cells or not counted.exists():
        return {}
    counted = counted.filter(
        flag__in=[leaf.name for leaf in leaves],
        local_date__gte=min(cell.period.start for cell in cells),
        local_date__lt=max(cell.period.end for cell in cells),
    )
    days: dict[str, list[tuple[int, date, int]]] = defaultdict(list)
    grouped = counted.order_by().values("flag", "place_id", "local_date").annotate(total=Sum("quantity"))
    for row in grouped:
        days[row["flag"]].append((row["place_id"], row["local_date"], row["total"]))
    found: dict[tuple[Outside, Hashable], Number] = {}
    for cell in cells:
        places = None if cell.places is None else {place.pk for place in cell.places}
        for leaf in leaves:
            found[leaf, cell.key] = sum(
                number
                for place, day, number in days[leaf.name]
                if cell.period.contains(day) and (places is None or place in places)
            )
    return found
