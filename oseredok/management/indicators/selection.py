"""The entries behind a number, as an address: every number on every page opens `office:entries` with this query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import EARLIEST, LATEST, Period
from oseredok.management.indicators.formulas import Cut

MEASURES = ("minutes", "entries")

# Names in the address, in the order in which they are written.
_PARTS = {
    "kinds": "kinds",
    "groups": "groups",
    "channel": "channels",
    "age_group": "age_groups",
    "theme": "themes",
    "outcome": "outcomes",
    "language": "languages",
    "status": "statuses",
}


@dataclass(frozen=True)
class Selection:
    """Which entries: a cut, whole Kyiv days, places (empty: the whole system) and marks.

    In the address `from` and `to` are the first and the last day, both inside, as people say it.
    """

    cut: Cut = field(default_factory=Cut)
    period: Period | None = None
    places: tuple[int, ...] = ()
    indicator: str = ""
    subject: str = ""  # "events:12": the entries of one thing
    weekday: int | None = None  # 0 is Monday
    hour: int | None = None  # of the Kyiv clock
    late_only: bool = False  # entered for a past day, or after the period was closed
    of: str = ""  # what the number counts: minutes or entries; quantities when empty

    @property
    def query(self) -> str:
        """The query string for `office:entries`."""
        values: list[tuple[str, str]] = []
        if self.indicator:
            values.append(("indicator", self.indicator))
        for name, attribute in _PARTS.items():
            if chosen := getattr(self.cut, attribute):
                values.append((name, ",".join(chosen)))
        if self.period:
            values += [("from", self.period.start.isoformat()), ("to", self.period.last.isoformat())]
        if self.places:
            values.append(("place", ",".join(str(place) for place in self.places)))
        if self.subject:
            values.append(("subject", self.subject))
        values += [(name, str(n)) for name, n in (("weekday", self.weekday), ("hour", self.hour)) if n is not None]
        if self.late_only:
            values.append(("late", "1"))
        if self.of:
            values.append(("of", self.of))
        return urlencode(values, safe=",:")

    def on(self, period: Period) -> Selection:
        return replace(self, period=period)

    def at(self, places: Iterable[int]) -> Selection:
        return replace(self, places=tuple(places))

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Selection:
        """Read an address back. Raises Invalid (`selection-unclear`, `period-backwards`)."""
        parts = {attribute: _words(query.get(name, "")) for name, attribute in _PARTS.items()}
        return cls(
            cut=Cut(**parts),
            period=_period(query.get("from", ""), query.get("to", "")),
            places=_numbers(query.get("place", "")),
            indicator=query.get("indicator", ""),
            subject=query.get("subject", ""),
            weekday=_number(query.get("weekday", "")),
            hour=_number(query.get("hour", "")),
            late_only=query.get("late", "") == "1",
            of=query.get("of", "") if query.get("of", "") in MEASURES else "",
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in text.split(",") if word))


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(word) for word in _words(text))
    except ValueError:
        raise Invalid(_("Не розуміємо, про яку бібліотеку йдеться."), code="selection-unclear", field="place") from None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


def _period(first: str, last: str) -> Period | None:
    if not first and not last:
        return None
    try:
        start = date.fromisoformat(first) if first else date(2000, 1, 1)
        end = date.fromisoformat(last) if last else date(2100, 1, 1) - timedelta(days=1)
    except ValueError:
        start = end = date.min
    if start < EARLIEST or end >= LATEST:
        raise Invalid(_("Не розуміємо дат. Оберіть період ще раз."), code="selection-unclear", field="from")
    return Period.through(start, end)
