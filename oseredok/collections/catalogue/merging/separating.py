"""Merged records taken apart: by staff, and when a file or its undoing takes the other one away. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.searching import CODE
from oseredok.spine.search import outbox


def send_home(merged: Sequence[int]) -> None:
    """Give copies back to the merged records that they came with."""
    away = Copy.objects.filter(came_with__in=merged)
    hosts = list(away.values_list("record", flat=True).distinct())
    away.update(record=F("came_with"), came_with=None)
    if hosts:
        outbox.changed(CODE, *hosts)


def free(hosts: Sequence[int], *, now: datetime) -> None:
    """Bring back what was merged into records that go."""
    part(list(Record.objects.filter(merged_into__in=hosts).values_list("pk", flat=True)), now=now)


def part(merged: Sequence[int], *, now: datetime) -> None:
    """Bring merged records back with their copies."""
    if not merged:
        return
    send_home(merged)
    Record.objects.filter(pk__in=merged).update(merged_into=None, deleted_at=None, changed_at=now)
    outbox.changed(CODE, *merged)
