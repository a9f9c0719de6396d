"""Who asks, where and for what: found once for every screen of booking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oseredok.base.core import clock
from oseredok.faces.front import today
from oseredok.faces.front.seats import choice as choices
from oseredok.faces.front.seats.choice import Choice
from oseredok.faces.front.seats.forms import AGES, WhoForm
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.middleware import reader_of
from oseredok.library.places.context import House
from oseredok.library.places.schedule import Schedule
from oseredok.services.seats.models import Purpose, Seat
from oseredok.services.seats.who import Who

ABOUT = tuple(name for name in WhoForm.base_fields if name != "website")
"""What a person tells of themselves: never in an address."""


@dataclass(frozen=True)
class Asked:
    """A request for a seat. `carried` is what was told before, on its way from screen to screen in hidden fields."""

    request: HttpRequest
    choice: Choice
    now: datetime
    reader: Reader | None
    doors: dict[str, Any]
    carried: dict[str, str]

    @property
    def who(self) -> Who:
        """What is known of the person before they are asked."""
        age, purpose = self.carried.get("age_group", ""), self.carried.get("purpose", "")
        return Who(
            reader=self.reader,
            wheelchair=self.choice.wheelchair,
            age_group=age if age in dict(AGES) else "",
            purpose=purpose if purpose in Purpose.values else "",
        )

    @property
    def schedule(self) -> Schedule:
        """When the library is open from the beginning of today on, as its door has read it."""
        place = self.choice.place
        door = next((one for one in self.doors["open_now"] if one.library == place), None)
        return (door or House(lambda: place, now=self.now)).schedule

    @property
    def context(self) -> dict[str, Any]:
        """What every screen shows."""
        return {
            "choice": self.choice,
            "carried": self.carried,
            "method": "post" if self.carried else "get",
            "reader": self.reader,
            **self.doors,
        }

    def but(self, **changes: Any) -> Asked:
        return replace(self, choice=self.choice.but(**changes))


def with_seats(houses: list[House], *, now: datetime) -> list[House]:
    """Return the open libraries that have seats."""
    in_use = Q(retired_on__isnull=True) | Q(retired_on__gt=clock.local_date(now))
    found = set(Seat.objects.filter(in_use).order_by().values_list("room__library", flat=True).distinct())
    return [one for one in houses if one.library and one.library.pk in found]


def asked(view: Callable[[HttpRequest, Asked], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give a view what is asked for; when the library is not clear yet, ask for it first."""

    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        doors = today.houses(now=now)
        if not doors["open_now"] and today.central() is not None:
            return render(request, "front/over.html", doors, status=410)
        said = request.POST if request.method == "POST" else request.GET
        houses = with_seats(doors["open_now"], now=now)
        places = [one.library for one in houses if one.library]
        named = [place for place in places if place.code == said.get("at")]
        place = named[0] if named else places[0] if len(places) == 1 else None
        if place is None:
            return render(request, "front/seats/libraries.html", {"houses": houses, **doors})
        carried = {name: request.POST.get(name, "") for name in ABOUT} if "nickname" in request.POST else {}
        return view(request, Asked(request, choices.read(said, place), now, reader_of(request) or None, doors, carried))

    return opened


def looking_again(answer: HttpResponse, *, every: int) -> HttpResponse:
    """Let the browser ask anew by itself after some seconds, without scripts; `?still` stops that (WCAG 2.2.2)."""
    answer.headers["Refresh"] = str(every)
    return answer
