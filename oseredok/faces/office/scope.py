"""What a page of numbers is about: a period and libraries, both chosen by links. Read from the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import UkDateField
from oseredok.base.core.periods import EARLIEST, LATEST, Kind, Period
from oseredok.base.ui.fields import DayInput
from oseredok.base.ui.parts import Link
from oseredok.faces.office.audience import NUMBERS
from oseredok.library.people.access import OFFICE, Duty, StaffRequest
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library

KINDS: tuple[Kind, ...] = ("month", "quarter", "half_year", "year")
ALL = "all"


@dataclass(frozen=True)
class Scope:
    """`place` is None for all libraries that the person may see."""

    period: Period
    place: Library | None
    allowed: tuple[Library, ...]
    on: date

    @property
    def places(self) -> list[Library]:
        return [self.place] if self.place else list(self.allowed)

    @property
    def place_name(self) -> str:
        if self.place:
            return self.place.short_name
        return self.allowed[0].short_name if len(self.allowed) == 1 else _("Усі бібліотеки")

    @property
    def query(self) -> str:
        """The query string of the same scope on another page."""
        return urlencode({"period": self.period.code, "place": self.place_code})

    @property
    def place_code(self) -> str:
        return str(self.place.pk) if self.place else ALL

    @property
    def previous(self) -> Scope:
        return replace(self, period=self.period.previous())

    @property
    def next(self) -> Scope | None:
        """The next period; None when it has not begun yet."""
        following = self.period.next()
        return replace(self, period=following) if following.start <= self.on else None

    @property
    def is_running(self) -> bool:
        return self.period.start <= self.on < self.period.last

    def kind_links(self) -> list[Link]:
        """Month, quarter, half-year, year: each holds the last day of the present choice that has come."""
        names = {"month": _("Місяць"), "quarter": _("Квартал"), "half_year": _("Півріччя"), "year": _("Рік")}
        day = min(max(self.period.start, self.period.last), max(self.on, self.period.start))
        return [
            Link(f"?{replace(self, period=Period.containing(kind, day)).query}", names[kind], self.period.kind == kind)
            for kind in KINDS
        ]

    def days_form(self) -> OwnDays:
        """The form of own days, filled with the present choice."""
        return OwnDays(initial={"from": self.period.start, "to": self.period.last})

    def place_links(self) -> list[Link]:
        """All libraries and each of them; empty when there is nothing to choose."""
        if len(self.allowed) < 2:
            return []
        one_by_one = [
            Link(f"?{replace(self, place=place).query}", place.short_name, self.place == place)
            for place in self.allowed
        ]
        return [Link(f"?{replace(self, place=None).query}", _("Усі бібліотеки"), self.place is None), *one_by_one]


def scope_of(
    request: StaffRequest,
    *,
    on: date,
    period: Period | None = None,
    kind: Kind = "month",
    roles: tuple[Role, ...] = NUMBERS,
) -> Scope:
    """Read the scope from the address; what cannot be read falls back to the present month and place.

    `roles`: at which libraries, by default those whose numbers one sees.
    """
    duty = request.duty
    places = tuple(duty.places_of(*roles)) or (duty.place,)
    return Scope(
        period=period or _own_days(request) or _period(request.GET.get("period", ""), on=on, kind=kind),
        place=_place(duty, places, request.GET.get("place", "")),
        allowed=places,
        on=on,
    )


def _own_days(request: StaffRequest) -> Period | None:
    """The days typed into «Свої дати»; what cannot be read is as if nobody had typed."""
    form = OwnDays(request.GET)
    return form.period if request.GET.get("from") and form.is_valid() else None


class OwnDays(forms.Form):
    """The first and the last day of any period: `from` and `to` in the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = UkDateField(label=_("З"), widget=DayInput())
        self.fields["to"] = UkDateField(label=_("До, включно"), widget=DayInput())

    @property
    def period(self) -> Period | None:
        first, last = self.cleaned_data["from"], self.cleaned_data["to"]
        return Period.through(first, last) if EARLIEST <= first <= last < LATEST else None


def _period(code: str, *, on: date, kind: Kind) -> Period:
    try:
        return Period.parse(code)
    except Invalid:
        return Period.containing(kind, on)


def _place(duty: Duty, places: tuple[Library, ...], code: str) -> Library | None:
    """The library of the address, if it may be seen. By default: all for the office, the current one for the desk."""
    for place in places:
        if code == str(place.pk):
            return place
    if len(places) < 2:
        return duty.place
    if code == ALL or (not code and duty.may(*OFFICE)):
        return None
    return duty.place
