"""What the office shows about copies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from oseredok.base.backup import choices
from oseredok.base.backup.models import Kind, Lies, Run, State, Target
from oseredok.base.backup.schedule import is_due, last_slot
from oseredok.base.preferences import queries as preferences


def runs() -> QuerySet[Run]:
    """Return the history, newest first, with places."""
    return Run.objects.prefetch_related("placings")


def last_good() -> Run | None:
    """Return the newest copy that was made and checked."""
    return runs().filter(kind=Kind.COPY, state=State.GOOD).first()


def last_kept() -> Run | None:
    """Return the newest good copy of the data folder: one that was made elsewhere by a command is not the schedule's."""
    return runs().filter(kind=Kind.COPY, state=State.GOOD, placings__target=Target.OWN).first()


def is_old(*, now: datetime) -> bool:
    """Whether the last good copy is older than the library has set, or there is none."""
    good = last_good()
    return good is None or now - good.started_at > timedelta(days=preferences.value(choices.WARN_DAYS))


def due(*, now: datetime) -> bool:
    """Whether the schedule wants a copy now."""
    slot = last_slot(
        now=now,
        schedule=preferences.value(choices.SCHEDULE),
        hour=preferences.value(choices.HOUR),
        weekday=int(preferences.value(choices.WEEKDAY)),
    )
    good = last_kept()
    failed = Run.objects.filter(kind=Kind.COPY, state=State.FAILED, asked="schedule")
    if good:
        failed = failed.filter(started_at__gt=good.started_at)
    ends = sorted(moment for moment in failed.values_list("finished_at", flat=True)[:10] if moment)
    return is_due(now=now, slot=slot, last_good=good.started_at if good else None, failed_since=ends)


def not_placed() -> Run | None:
    """Return the last good copy when some named place does not have it."""
    from oseredok.base.backup import targets

    good = last_kept()
    if good is None:
        return None
    there = {placing.target for placing in good.placings.all() if placing.state == Lies.THERE}
    return good if any(place.target not in there for place in targets.others()) else None


def next_slot(*, now: datetime) -> datetime | None:
    """Return when the schedule makes the next copy; None when it makes none."""
    schedule, hour = preferences.value(choices.SCHEDULE), preferences.value(choices.HOUR)
    span = timedelta(days=7 if schedule == choices.WEEKLY else 1)
    return last_slot(now=now + span, schedule=schedule, hour=hour, weekday=int(preferences.value(choices.WEEKDAY)))
