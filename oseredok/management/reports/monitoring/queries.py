"""Reads: what a monitoring lacks, what it has to check, what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import counted
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.reports.monitoring import rules
from oseredok.management.reports.monitoring.models import Decision, Monitoring, Output, State
from oseredok.spine.journal.models import ClosedPeriod

Step = Literal["words", "before", "conclusions"]
OUTPUTS = ("pdf", "slides", "docx", "xlsx", "csv", "dictionary", "json")


@dataclass(frozen=True)
class Missing:
    """What stands between a draft and its approval, and the step where it is mended."""

    step: Step
    sentence: str


def everything() -> QuerySet[Monitoring]:
    """Return all monitorings, the latest period first."""
    return Monitoring.objects.select_related("snapshot", "made_by").prefetch_related("libraries")


def seen_by(duty: Duty) -> list[Monitoring]:
    """Return those that a member of staff may open: prepared for where they lead, and what is approved."""
    return [one for one in everything() if may_see(one, duty)]


def may_see(monitoring: Monitoring, duty: Duty) -> bool:
    return not monitoring.is_draft or rules.may_prepare(duty, places_of(monitoring))


def places_of(monitoring: Monitoring) -> list[Library] | None:
    """Return the libraries; None for the whole system."""
    return None if monitoring.scope == "all" else list(monitoring.libraries.all())


def place_names(monitoring: Monitoring) -> str:
    """Return what it is about, as the title page says it."""
    places = monitoring.snapshot.counted_places.order_by("order")
    return _("Уся система") if monitoring.scope == "all" and len(places) > 1 else ", ".join(one.name for one in places)


def is_closed(*, period: Period, place: Library | None) -> bool:
    """Whether the journal has been signed off for the period, here or in the whole system."""
    here = Q(place__isnull=True) | Q(place=place) if place is not None else Q(place__isnull=True)
    return ClosedPeriod.objects.filter(here, starts_on__lte=period.start, ends_on__gte=period.end).exists()


# --- Decisions of the period before -------------------------------------------------------------------


def former(monitoring: Monitoring) -> Monitoring | None:
    """Return the monitoring before this one: of the same libraries, approved, of a period that ended earlier."""
    same = Monitoring.objects.filter(scope=monitoring.scope, ends_on__lte=monitoring.starts_on)
    return same.exclude(state__in=[State.DRAFT, State.WITHDRAWN]).order_by("-ends_on", "-starts_on").first()


def to_check(monitoring: Monitoring) -> list[Decision]:
    """Return the decisions to be checked here: open ones of earlier monitorings, and those that were checked here."""
    earlier = Q(
        outcome=Decision.Outcome.OPEN,
        monitoring__scope=monitoring.scope,
        monitoring__ends_on__lte=monitoring.starts_on,
        monitoring__state__in=[State.APPROVED, State.PUBLISHED],
    )
    found = Decision.objects.filter(earlier | Q(checked_in=monitoring)).select_related("monitoring", "checked_by")
    return list(found.order_by("monitoring__ends_on", "order", "pk"))


def overdue(on: date) -> QuerySet[Decision]:
    """Return open decisions of approved monitorings whose term is over."""
    live = (State.APPROVED, State.PUBLISHED)
    return Decision.objects.filter(
        outcome=Decision.Outcome.OPEN, until__lt=on, monitoring__state__in=live
    ).select_related("monitoring")


# --- What is missing ----------------------------------------------------------------------------------


def missing(monitoring: Monitoring) -> list[Missing]:
    """Return what a draft lacks, in the order of the steps; nothing when it may be approved."""
    return list(_missing(monitoring))


def _missing(monitoring: Monitoring) -> Iterable[Missing]:
    if stale := monitoring.notes.filter(stale=True).count():
        sentence = _("Числа змінилися після вашої правки: перевірте {n}.")
        yield Missing("words", sentence.format(n=counted(stale, _("речення"), _("речення"), _("речень"))))
    if unchecked := sum(one.is_open for one in to_check(monitoring)):
        sentence = _("Не сказано, що стало з рішеннями минулого періоду: {n}.")
        yield Missing("before", sentence.format(n=unchecked))
    if not monitoring.conclusions.strip():
        yield Missing("conclusions", _("Немає висновків."))
    if not monitoring.nothing_to_decide and not monitoring.decisions.exists():
        yield Missing("conclusions", _("Немає жодного рішення. Запишіть його або позначте, що рішень не потрібно."))


def has_all_outputs(monitoring: Monitoring) -> bool:
    return set(monitoring.outputs.values_list("kind", flat=True)) >= set(OUTPUTS)


# --- Periods without a monitoring ---------------------------------------------------------------------


def lacking(*, period: Period, places: Iterable[Library]) -> list[Library]:
    """Return the libraries that no monitoring of the period tells of, its draft included."""
    made = list(
        Monitoring.objects.filter(starts_on=period.start, ends_on=period.end)
        .exclude(state=State.WITHDRAWN)
        .prefetch_related("libraries")
    )
    if any(one.scope == "all" for one in made):
        return []
    told = {library.pk for one in made for library in one.libraries.all()}
    return [place for place in places if place.pk not in told]


# --- Published ----------------------------------------------------------------------------------------


def published() -> list[Monitoring]:
    """Return what stands on the site, the latest period first; `outputs` are at hand."""
    return list(everything().filter(state=State.PUBLISHED).prefetch_related("outputs"))


def once_published() -> QuerySet[Monitoring]:
    """Return what has ever been on the site: a withdrawn one answers with its reason."""
    return everything().filter(state__in=[State.PUBLISHED, State.WITHDRAWN])


def output(monitoring: Monitoring, kind: str) -> Output | None:
    return monitoring.outputs.filter(kind=kind).first()
