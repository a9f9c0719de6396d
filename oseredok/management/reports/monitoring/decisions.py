"""Verbs of decisions: taken in one monitoring, checked in the next."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import tidy
from oseredok.library.people.access import Duty
from oseredok.management.reports.monitoring import queries, rules
from oseredok.management.reports.monitoring.actions import taken
from oseredok.management.reports.monitoring.models import Decision, Monitoring

Outcome = Decision.Outcome


@transaction.atomic
def decide(*, monitoring: Monitoring, what: str, who: str, until: date, duty: Duty) -> Decision:
    """Write a decision down: what, who answers for it, until when.

    Raises:
        NotAllowed; Conflict (`monitoring-state`, `many-decisions`, `decided-already`); Invalid (`no-what`, `no-who`, term).
    """
    monitoring = taken(monitoring, duty=duty)
    rules.check_is_draft(monitoring)
    what, who = tidy(what), tidy(who)
    _check(what, who, until, period_end=monitoring.ends_on)
    if monitoring.decisions.count() >= rules.MOST_DECISIONS:
        raise Conflict(_("Рішень уже забагато. Об’єднайте схожі."), code="many-decisions", field="what")
    if monitoring.decisions.filter(what=what, who=who).exists():
        raise Conflict(_("Таке рішення вже записано."), code="decided-already", field="what")
    if monitoring.nothing_to_decide:
        monitoring.nothing_to_decide = False
        monitoring.save()
    return Decision.objects.create(monitoring=monitoring, order=_next(monitoring), what=what, who=who, until=until)


def _check(what: str, who: str, until: date, *, period_end: date) -> None:
    if not what:
        raise Invalid(_("Напишіть, що вирішили."), code="no-what", field="what")
    if not who:
        raise Invalid(_("Напишіть, хто відповідає: посада чи прізвище."), code="no-who", field="who")
    rules.check_words(what, field="what", most=400)
    rules.check_words(who, field="who", most=160)
    rules.check_until(until, period_end=period_end, field="until")


def _next(monitoring: Monitoring) -> int:
    last = monitoring.decisions.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def take_back(*, decision: Decision, duty: Duty) -> None:
    """Take a decision out of a draft. One that was moved here is taken out by checking the old one anew."""
    rules.check_is_draft(taken(decision.monitoring, duty=duty))
    if decision.came_from_id is not None:
        raise Conflict(
            _("Це рішення перенесено з минулого моніторингу. Змініть там, що з ним стало."), code="moved-here"
        )
    decision.delete()


@transaction.atomic
def check(
    *,
    decision: Decision,
    monitoring: Monitoring,
    outcome: str,
    words: str,
    moved_to: date | None,
    duty: Duty,
    now: datetime,
) -> Decision:
    """Say what came of a decision of the period before. What is moved stands among the new decisions with its new term.

    Raises:
        NotAllowed; Conflict (`monitoring-state`, `checked-elsewhere`); Invalid (`no-outcome`, `no-reason`, `no-new-term`).
    """
    monitoring = taken(monitoring, duty=duty)
    rules.check_is_draft(monitoring)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision not in queries.to_check(monitoring):
        raise Conflict(_("Це рішення вже перевірено в іншому моніторингу."), code="checked-elsewhere")
    words = tidy(words)
    _check_outcome(outcome, words, moved_to, period_end=monitoring.ends_on)
    Decision.objects.filter(came_from=decision).delete()
    decision.outcome, decision.outcome_words = outcome, words
    decision.moved_to = moved_to if outcome == Outcome.MOVED else None
    decision.checked_in, decision.checked_at, decision.checked_by = monitoring, now, duty.account
    decision.save()
    if outcome == Outcome.MOVED and moved_to is not None:
        Decision.objects.create(
            monitoring=monitoring, order=_next(monitoring), what=decision.what, who=decision.who, until=moved_to,
            came_from=decision,
        )  # fmt: skip
    return decision


def _check_outcome(outcome: str, words: str, moved_to: date | None, *, period_end: date) -> None:
    if outcome not in (Outcome.DONE, Outcome.MOVED, Outcome.DROPPED):
        raise Invalid(_("Виберіть, що стало з рішенням."), code="no-outcome", field="outcome")
    rules.check_words(words, field="words", most=400)
    if outcome in (Outcome.MOVED, Outcome.DROPPED) and not words:
        raise Invalid(_("Напишіть причину: чому не виконано."), code="no-reason", field="words")
    if outcome == Outcome.MOVED:
        if moved_to is None:
            raise Invalid(_("Напишіть новий строк."), code="no-new-term", field="moved_to")
        rules.check_until(moved_to, period_end=period_end, field="moved_to")
