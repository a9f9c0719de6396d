"""A small diary whose numbers are known by heart, recorded through the journal's own actions.

October 2025 (the last year) and October 2026 at the central library; a little at a branch.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction

from oseredok.base.core import clock
from oseredok.library.offer.models import Theme
from oseredok.library.places.models import Library
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.models import Entry
from tests.world import World


def record(world: World, kind: str, *, day: date, hour: int = 12, place: Library | None = None, **told: Any) -> Entry:
    """One entry at a Kyiv hour of a day, written down at that very moment."""
    at = clock.moment_at(day, time(hour))
    if isinstance(told.get("theme"), str):
        scheme = "udc" if kind.startswith("loan") else "event_form" if "event" in kind else "request"
        told["theme"] = Theme.objects.get(scheme=scheme, code=told["theme"])
    with transaction.atomic():
        return journal.record(
            kind=kind,
            place=place or world.central,
            occurred_at=at,
            now=told.pop("now", at),
            staff=world.consultant,
            **told,
        )


def take_back(world: World, entry: Entry) -> Entry:
    with transaction.atomic():
        return journal.reverse(entry=entry, staff=world.consultant, now=entry.recorded_at, reason="slip")


def written(world: World) -> World:
    """Fill the diary. October 2026, central: 30 visits and 12 at an event; see the tests for the rest."""
    record(world, "visit", day=date(2025, 10, 7), quantity=20, age_group="36_59")
    record(world, "visit", day=date(2025, 10, 28), quantity=15, age_group="36_59")
    for day, quantity, age in ((1, 10, "0_14"), (6, 12, "36_59"), (13, 5, "60p"), (13, 3, "60_74")):
        record(world, "visit", day=date(2026, 10, day), quantity=quantity, age_group=age)
    take_back(world, record(world, "visit", day=date(2026, 10, 13), quantity=7, age_group="22_35"))
    record(world, "visit_event", day=date(2026, 10, 6), quantity=12, channel="event")
    record(world, "visit", day=date(2026, 10, 6), quantity=4, age_group="0_14", place=world.branch)
    record(world, "visit", day=date(2026, 9, 30), quantity=9, hour=23)
    services(world)
    return world


def services(world: World) -> None:
    day = date(2026, 10, 6)
    record(world, "reference_thematic", day=day, theme="pension", outcome="done", minutes=10)
    record(world, "reference_fact", day=day, theme="pension", outcome="refused", channel="phone")
    record(world, "reference_address", day=day, outcome="done", channel="email", quantity=2)
    record(world, "eservice_help", day=day, theme="subsidy", minutes=30, outcome="done", age_group="60p")
    record(world, "consultation", day=day, theme="subsidy", minutes=20, outcome="done")
    record(world, "loan_book", day=day, theme="fiction", language="uk", quantity=6, age_group="36_59")
    record(world, "loan_periodical", day=day, language="foreign", quantity=1)
    record(world, "printing_bw", day=day, quantity=40)
    record(world, "wifi", day=day, minutes=45)
    record(world, "wifi", day=day, quantity=2)
    record(world, "user_new", day=day, quantity=1, age_group="22_35")
    record(world, "user_reregistered", day=day, quantity=4, age_group="60_74")
