"""What of opinions waits for a decision: words that nobody has read, ratings of today and yesterday that are bad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.periods import Period
from oseredok.base.core.text import counted
from oseredok.faces.office.audience import VOICES
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.spine.feedback import queries


def number(duty: Duty) -> int:
    """How many comments wait; zero for whoever does not read them."""
    return queries.not_looked_at(places=duty.places_of(*VOICES)).count() if duty.may(*VOICES) else 0


def decisions(duty: Duty, now: datetime) -> Iterator[Decision]:
    """Tell of both, in a sentence each."""
    places = duty.places_of(*VOICES)
    today = local_date(now)
    lately = Period.through(today - timedelta(days=1), today)
    bad = queries.scores(period=lately, places=places).critical
    if bad:
        shown = counted(bad, _("погана оцінка"), _("погані оцінки"), _("поганих оцінок"))
        yield Decision(
            _("Сьогодні й учора: {bad}").format(bad=shown), f"{reverse('office:opinions')}#lately", urgent=True
        )
    waiting = number(duty)
    if waiting:
        shown = counted(waiting, _("відгук чекає"), _("відгуки чекають"), _("відгуків чекають"))
        yield Decision(_("{waiting}, щоб їх прочитали").format(waiting=shown), reverse("office:comments"), urgent=True)
