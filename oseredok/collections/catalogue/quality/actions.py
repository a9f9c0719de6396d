"""Verbs of the report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from oseredok.base.jobs import progress
from oseredok.base.jobs import queries as jobs
from oseredok.collections.catalogue.quality import rules
from oseredok.collections.catalogue.quality.models import Count
from oseredok.library.people.access import Duty


@transaction.atomic
def order_count(*, duty: Duty, now: datetime) -> Count:
    """Order the checks of the whole catalogue; while they go on, the same order is returned.

    Raises NotAllowed (`not-a-checker`).
    """
    from oseredok.collections.catalogue.quality import tasks

    rules.check_can_check(duty)
    going = Count.objects.select_for_update().filter(done_at__isnull=True).order_by("-pk").first()
    if going is not None and going.task_id and (job := jobs.seen(going.task_id)) and not job.is_over:
        return going
    made = Count.objects.create(ordered_at=now, ordered_by=duty.account)
    by = duty.account
    job_row = progress.order(tasks.count_flaws, made.pk, title=str(tasks.TITLE), by=by.short_name, by_id=by.pk)
    made.task_id = job_row.task_id
    made.save(update_fields=["task_id"])
    return made
