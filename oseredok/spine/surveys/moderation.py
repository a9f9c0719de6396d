"""Verbs of what people wrote in their own words: show, hide, erase when the term is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.preferences.queries import value
from oseredok.library.people.access import Duty
from oseredok.spine.surveys import rules
from oseredok.spine.surveys.models import FreeText
from oseredok.spine.surveys.preferences import KEEP_TEXTS
from oseredok.spine.surveys.survey_rows import place_ids

State = FreeText.State


@transaction.atomic
def decide(*, text: FreeText, state: str, duty: Duty, now: datetime) -> FreeText:
    """Let a text be shown in results or not; it may be decided anew.

    Raises:
        NotAllowed (`places-not-yours`), Conflict (`forgotten`), Invalid (`decision-unknown`).
    """
    text = FreeText.objects.select_for_update(of=("self",)).select_related("response__survey").get(pk=text.pk)
    rules.check_can_build(duty, places=place_ids(text.response.survey))
    if text.state == State.FORGOTTEN:
        raise Conflict(_("Цей текст уже стерто."), code="forgotten")
    if state not in (State.SHOWN, State.HIDDEN):
        raise Invalid(_("Оберіть: показувати чи ні."), code="decision-unknown")
    text.state, text.decided_by, text.decided_at = state, duty.account, now
    text.save(update_fields=["state", "decided_by", "decided_at"])
    return text


def outdated(*, on: date) -> QuerySet[FreeText]:
    """Return texts of surveys that ended longer ago than the term."""
    cut = _months_back(on, value(KEEP_TEXTS))
    start, _end = clock.day_bounds(cut)
    over = Q(response__survey__closed_at__lt=start) | Q(response__survey__closes_on__lt=cut)
    # One without an end is counted from the day of each answer: words do not wait for somebody to press «close».
    endless = Q(response__survey__closed_at__isnull=True, response__survey__closes_on__isnull=True)
    return FreeText.objects.filter(over | (endless & Q(response__answered_on__lt=cut))).exclude(state=State.FORGOTTEN)


@transaction.atomic
def forget_texts(*, now: datetime) -> int:
    """Erase the words whose term is over, by a statement: they must not land in any log. Return how many."""
    ids = list(outdated(on=clock.local_date(now)).order_by("pk").values_list("pk", flat=True)[:5000])
    return FreeText.objects.filter(pk__in=ids).update(text="", state=State.FORGOTTEN)


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
