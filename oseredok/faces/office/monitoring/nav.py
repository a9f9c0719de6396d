"""The place of the monitoring in the office's menu, and what of it waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.core.periods import Period
from oseredok.base.core.text import quoted
from oseredok.base.preferences import queries as preferences
from oseredok.faces.office.monitoring.audience import MONITORING
from oseredok.library.people import nav, waiting
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.management.reports.monitoring import queries, rules
from oseredok.management.reports.monitoring.models import State
from oseredok.management.reports.monitoring.preferences import DUE_DAYS
from oseredok.spine.journal import queries as journal


def register() -> None:
    """Called once, when the office is ready."""
    nav.register(
        nav.NavItem(
            url_name="office:monitorings",
            label=gettext_lazy("Моніторинг"),
            order=40,
            roles=MONITORING,
            section=nav.Section.NUMBERS,
            hint=gettext_lazy("Підсумки півріччя: числа, речення, висновки, рішення; затвердити й оприлюднити"),
        )
    )
    waiting.register(waiting.Source("monitoring", MONITORING, what_waits))


def what_waits(duty: Duty, now: datetime) -> Iterator[Decision]:
    """A half-year without a monitoring; an approval; a decision whose term is over."""
    yield from _half_year(duty, now)
    yield from _to_approve(duty)
    yield from _overdue(duty, now)


def _half_year(duty: Duty, now: datetime) -> Iterator[Decision]:
    today = local_date(now)
    period = Period.containing("half_year", today).previous()
    places = [place for place in duty.places_of(*rules.PREPARES) if place.closed_on is None]
    lacking = queries.lacking(period=period, places=places)
    if not lacking or not journal.entries(period=period, places=lacking).exists():
        return
    late = today >= period.end + timedelta(days=preferences.value(DUE_DAYS))
    sentence = _("{period} минуло, моніторингу ще немає").format(period=period.title.capitalize())
    if len(lacking) < len(places):
        sentence = f"{sentence}: {', '.join(place.short_name for place in lacking)}"
    yield Decision(sentence, reverse("office:new_monitoring"), urgent=late)


def _to_approve(duty: Duty) -> Iterator[Decision]:
    for one in queries.everything().filter(state__in=[State.DRAFT, State.APPROVED]):
        if not rules.may_approve(duty, queries.places_of(one)):
            continue
        url = reverse("office:monitoring", args=[one.public_id])
        if one.state == State.APPROVED:
            yield Decision(_("{title} затверджено, але не оприлюднено").format(title=one.title), url)
        elif not queries.missing(one):
            yield Decision(_("{title} чекає на затвердження").format(title=one.title), url)


def _overdue(duty: Duty, now: datetime) -> Iterator[Decision]:
    for decision in queries.overdue(local_date(now)):
        if rules.may_prepare(duty, queries.places_of(decision.monitoring)):
            sentence = _("Строк рішення {what} минув {day}").format(
                what=quoted(decision.what), day=date_words(decision.until)
            )
            yield Decision(sentence, reverse("office:monitoring", args=[decision.monitoring.public_id]))
