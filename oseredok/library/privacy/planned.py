"""The dry run of the terms, remembered for the day: among hundreds of thousands of readers counting takes a second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache

from oseredok.base.core import clock
from oseredok.base.preferences.queries import value
from oseredok.library.privacy import retention

KEEP = timedelta(hours=24)


@dataclass(frozen=True)
class Kept:
    """The dry run and when it was counted."""

    rows: list[retention.Planned]
    counted_at: datetime


def plan(*, now: datetime, anew: bool = False) -> Kept:
    """Return the dry run of today as it was counted last, by the terms that are set now; `anew` counts at once."""
    today = clock.local_date(now)
    found: tuple[datetime, dict[str, tuple[int, int]]] | None = None if anew else cache.get(_key(today))
    terms = retention.terms()
    if found is None or not {term.code for term in terms} <= found[1].keys():
        rows = retention.plan(today=today)
        cache.set(_key(today), (now, {row.term.code: (row.now, row.soon) for row in rows}), KEEP.total_seconds())
        return Kept(rows, now)
    counted_at, numbers = found
    return Kept([retention.planned(term, *numbers[term.code]) for term in terms], counted_at)


def _key(today: date) -> str:
    """A term that was set anew is counted anew."""
    settings = "-".join(f"{term.code}{value(term.preference)}" for term in retention.terms())
    return f"privacy-plan:{today:%Y%m%d}:{settings}"
