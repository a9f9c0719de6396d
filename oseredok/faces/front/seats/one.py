"""What the page of one booking says: its state as time alone decides, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.library.places import hours
from oseredok.library.places.schedule import Shut
from oseredok.services.seats import hall as halls
from oseredok.services.seats import letters, rules, timing
from oseredok.services.seats.models import Change, HallRules, Hold, State

REFRESH = 60
"""Seconds after which the page of a session looks again."""


@dataclass(frozen=True)
class Shown:
    """A booking as its person sees it at a moment."""

    hold: Hold
    now: datetime
    state: State
    hall_rules: HallRules
    closure: Shut | None

    @property
    def is_ahead(self) -> bool:
        return self.state == State.BOOKED

    @property
    def is_sitting(self) -> bool:
        return self.state == State.SEATED

    @property
    def code(self) -> str:
        return letters.by_threes(self.hold.code)

    @property
    def when(self) -> str:
        return letters.when_words(self.hold)

    @property
    def grace(self) -> str:
        return rules.span_words(self.hall_rules.grace)

    @property
    def extension(self) -> str:
        return rules.span_words(self.hall_rules.extension)

    @property
    def left(self) -> str:
        return rules.minutes_words(timing.minutes_left(self.hold, self.now))

    @property
    def is_ending(self) -> bool:
        return timing.minutes_left(self.hold, self.now) <= 5

    @property
    def until(self) -> str:
        return rules.time_words(timing.runs_until(self.hold, self.now))

    @property
    def befell(self) -> list[str]:
        """What an alarm, a fault or new hours did to the booking, in the order it happened."""
        words = {
            Change.What.MOVED: _("Ваше місце довелося поміняти. Було: {before}."),
            Change.What.LATER: _("Ваш час довелося пересунути. Було: {before}."),
            Change.What.SHORTER: _("Ваш час довелося скоротити. Було: {before}."),
        }
        changes = [one for one in self.hold.changes.all() if one.what in words]
        return [words[Change.What(one.what)].format(before=one.before) for one in changes]

    @property
    def sentence(self) -> str:
        """What has become of it, when it is neither ahead nor going on."""
        if self.state == State.FREED:
            return _(
                "Бронь довелося скасувати: бібліотеку було зачинено або місце зламалося. До вашої межі її не рахуємо."
            )
        return rules.state_words(self.hold)


def shown(hold: Hold, *, now: datetime) -> Shown:
    """Return the booking as it is at the moment, whether or not the worker has written it down."""
    hall_rules = halls.rules_of(hold.place)
    schedule = hours.load(hold.place, since=min(hold.starts_at, now))
    hold.state = _state(hold, now=now, hall_rules=hall_rules, pauses=halls.pauses_of(schedule, now))
    return Shown(hold, now, State(hold.state), hall_rules, schedule.closure(now))


def _state(hold: Hold, *, now: datetime, hall_rules: HallRules, pauses: list[timing.Pause]) -> str:
    if timing.offer_is_over(hold, now):
        return State.LAPSED
    if timing.is_no_show(hold, grace=hall_rules.grace, pauses=pauses, now=now):
        return State.NO_SHOW
    if hold.state == State.BOOKED and hold.ends_at <= now:
        return State.FREED  # shut all through its time: nobody's fault
    return State.ENDED if timing.is_over(hold, now) else hold.state
