"""The queue as the site shows it: what can be waited for, and the page of one place in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.text import counted
from oseredok.faces.front.seats import times
from oseredok.faces.front.seats.asked import Asked
from oseredok.faces.front.seats.forms import QueueForm
from oseredok.faces.front.seats.screens import who_known
from oseredok.services.seats import hall as halls
from oseredok.services.seats import letters, queue, rules, timing
from oseredok.services.seats.hall import STEP, HallDay
from oseredok.services.seats.models import Waiting
from oseredok.services.seats.queue import Want

REFRESH = 20
"""Seconds after which the page of somebody who waits looks again."""


def half_hours(hall: HallDay) -> list[str]:
    """Return `14:00`, `14:30`… from now to closing; an hour that has begun stands first as it is."""
    step = timedelta(minutes=STEP)
    found: list[datetime] = []
    for one in hall.schedule.planned(hall.day):
        at = one.opens_at
        while at <= one.closes_at:
            if at + step > hall.now:
                found.append(at)
            at += step
    return [rules.time_words(one) for one in found]


def form_of(asked: Asked, hall: HallDay, data: Any = None) -> QueueForm:
    """Return the form of the queue of a day, filled with what was chosen before."""
    clocks = half_hours(hall)
    lengths = [(one.value, one.words) for one in times.lengths(asked.choice.but(kind=""), hall)]
    kinds = [(one.value, one.words) for one in times.kinds(asked.choice, hall, is_reader=True) if one.value]
    told = {"earliest": clocks[0] if clocks else "", "latest": clocks[-1] if clocks else ""}
    told |= {"minutes": str(asked.choice.minutes), "kind": asked.choice.kind}
    initial = {**who_known(asked), **told}
    return QueueForm(data, initial=initial, times=clocks, lengths=lengths, kinds=kinds)


def want_of(form: QueueForm, day: date) -> Want:
    """Return what `queue.join` takes. Only of a valid form."""
    data = form.cleaned_data
    return Want(
        earliest=clock.moment_at(day, time.fromisoformat(data["earliest"])),
        latest=clock.moment_at(day, time.fromisoformat(data["latest"])),
        minutes=int(data["minutes"]),
        kind=data["kind"],
    )


@dataclass(frozen=True)
class Place:
    """A place in the queue at a moment. `state`: waiting, offered, missed (an offer ran out), taken, left, over."""

    waiting: Waiting
    now: datetime
    state: str
    offer: str

    @property
    def is_live(self) -> bool:
        return self.state in ("waiting", "offered", "missed")

    @property
    def code(self) -> str:
        return letters.by_threes(self.waiting.code)

    @property
    def span(self) -> str:
        one = self.waiting
        return f"{rules.moment_words(one.earliest)}–{rules.time_words(one.latest)}"

    @property
    def length(self) -> str:
        return rules.span_words(self.waiting.minutes)

    @property
    def kind(self) -> str:
        return str(self.waiting.get_kind_display()) if self.waiting.kind else _("будь-яке місце")

    @property
    def ahead(self) -> str:
        number = queue.ahead_of(self.waiting)
        if not number:
            return _("Ви перші в черзі.")
        people = counted(number, _("людина"), _("людини"), _("людей"))
        return _("Перед вами в черзі: {people}.").format(people=people)

    @property
    def seat(self) -> str:
        hold = self.waiting.hold
        return f"{hold.seat.name}, {hold.seat.room.name}" if hold else ""

    @property
    def when(self) -> str:
        return letters.when_words(self.waiting.hold) if self.waiting.hold else ""

    @property
    def left(self) -> str:
        hold = self.waiting.hold
        seconds = (hold.answer_by - self.now).total_seconds() if hold and hold.answer_by else 0
        return rules.minutes_words(max(-int(-seconds // 60), 1))

    @property
    def answer_by(self) -> str:
        hold = self.waiting.hold
        return rules.time_words(hold.answer_by) if hold and hold.answer_by else ""


def place_of(waiting: Waiting, *, now: datetime) -> Place:
    """Return the place as it is at the moment, whether or not the worker has written it down."""
    state = str(waiting.state)
    if state == Waiting.State.OFFERED and waiting.hold and timing.offer_is_over(waiting.hold, now):
        state = "missed"
    elif state == Waiting.State.WAITING and waiting.latest <= now:
        state = "over"
    return Place(waiting, now, state, rules.span_words(halls.rules_of(waiting.place).offer))
