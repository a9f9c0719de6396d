"""Verbs about incidents: written down at once, measures step by step, closed. No person is named in them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.library.people.models import Account
from oseredok.library.privacy import rules
from oseredok.library.privacy.models import Incident, IncidentStep

LONGEST = 4000


@transaction.atomic
def report_incident(
    *,
    what: str,
    noticed_at: datetime,
    staff: Account,
    now: datetime,
    people: int | None = None,
    categories: str = "",
) -> Incident:
    """Write down that something happened to personal data.

    Raises:
        Invalid: nothing told (`what_missing`), noticed in the future or very long ago (`noticed_ahead`, `noticed_long_ago`), somebody named (`names_somebody`).
    """
    if not what.strip():
        raise Invalid(_("Напишіть, що сталося."), code="what_missing", field="what")
    rules.check_can_notice(noticed_at=noticed_at, now=now)
    incident = Incident(noticed_at=noticed_at, recorded_by=staff)
    _fill(incident, what=what, people=people, categories=categories, measures="", told="")
    incident.save()
    return incident


@transaction.atomic
def tell_more(
    *, incident: Incident, people: int | None, categories: str, measures: str, told: str, steps: list[str],
    staff: Account, now: datetime,
) -> Incident:  # fmt: skip
    """Add what became known and which points of the checklist are done; a point once done stays done.

    Raises:
        Conflict (`incident_closed`); Invalid as `report_incident`.
    """
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    rules.check_can_change(incident=incident)
    _fill(incident, what=incident.what, people=people, categories=categories, measures=measures, told=told)
    incident.save()
    done = set(incident.steps.values_list("step", flat=True))
    for step in steps:
        if step not in IncidentStep.Step.values:
            raise Invalid(_("Такого значення в переліку немає."), code="unknown_choice", field="steps")
        if step not in done:
            IncidentStep.objects.create(incident=incident, step=step, done_on=clock.local_date(now), done_by=staff)
    return incident


@transaction.atomic
def close_incident(*, incident: Incident, staff: Account, now: datetime) -> Incident:
    """Close what is dealt with.

    Raises:
        Conflict (`incident_closed`): it is.
        Invalid (`not_dealt_with`): it is not told what was done.
    """
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    rules.check_can_change(incident=incident)
    if not incident.measures.strip():
        raise Invalid(_("Спершу напишіть, що зробили."), code="not_dealt_with", field="measures")
    incident.closed_on, incident.closed_by = clock.local_date(now), staff
    incident.save(update_fields=["closed_on", "closed_by"])
    return incident


def _fill(incident: Incident, *, what: str, people: int | None, categories: str, measures: str, told: str) -> None:
    for field, text in (("what", what), ("categories", categories), ("measures", measures), ("told", told)):
        rules.check_names_nobody(text, field=field)
        most = LONGEST if field in ("what", "measures") else 300
        if len(text) > most:
            raise Invalid(_("Задовго: найбільше {most} знаків.").format(most=most), code="too_long", field=field)
    if people is not None and not 0 <= people <= 10_000_000:
        raise Invalid(_("Скільки людей — число від 0."), code="people_number", field="people")
    incident.what, incident.people = what.strip(), people
    incident.categories, incident.measures, incident.told = categories.strip(), measures.strip(), told.strip()
