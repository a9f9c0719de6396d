"""How long the nightly run of the terms takes: the first night, which warns, and the night on which warned ones go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bench.measuring import timed


def measure() -> None:
    """Warn everybody who is silent, then erase all of them on their day."""
    from django.utils import timezone

    from oseredok.base.core import clock
    from oseredok.base.preferences.queries import value
    from oseredok.library.people.models import Reader
    from oseredok.library.privacy import preferences, retention

    now = timezone.now()
    print("\nForgetting")
    with timed("the dry run"):
        plan = retention.plan(today=clock.local_date(now))
    print(f"    {told_plan(plan)}")
    with timed("the first night"):
        _night(now)
    then = now + timedelta(days=value(preferences.WARN_DAYS) + 1)
    with timed("the night on which the warned go"):
        _night(then)
    print(f"  erased rows: {Reader.objects.filter(erased_on__isnull=False).count():,}")


def told_plan(plan: list[Any]) -> str:
    return ", ".join(f"{one.term.code} {one.now:,} (+{one.soon:,})" for one in plan if one.now or one.soon)


def _night(now: datetime) -> None:
    from oseredok.library.privacy import retention

    going = retention.run(now=now)
    print(f"    {dict(going.counts.values_list('what', 'number'))}", flush=True)
