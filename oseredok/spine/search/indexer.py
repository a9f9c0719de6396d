"""Keeps the index: puts into it what the outbox tells, builds it anew when it is lost or of another shape.

One process writes: the worker (`tasks.RESIDENT`). These functions read the clock: they tell of the machine's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from oseredok.spine.search import building, indexes, sources
from oseredok.spine.search.engines.base import Batch, Engine
from oseredok.spine.search.models import SearchOutbox
from oseredok.spine.search.rows import rows_of

MOST_AT_ONCE = 2000
"""Of an import's thousands: a second's work, and fewer commits than records a second."""
_NAMED_AT_ONCE = 500
KEEP_APPLIED = timedelta(days=1)
A_TRANSACTION = timedelta(minutes=5)
"""How long before its mark a change may have been committed."""


@dataclass(frozen=True)
class Difference:
    """What the index of a source lacks, has too much, has with former words; by uids."""

    source: str
    missing: list[str]
    left_over: list[str]
    stale: list[str]

    @property
    def is_none(self) -> bool:
        return not (self.missing or self.left_over or self.stale)


def turn() -> int:
    """Do what waits; return how much was done. An index that cannot serve is built anew first."""
    if not indexes.store().is_fresh():
        return rebuild()
    _take_up_again()
    engine = indexes.engine()
    waiting = list(SearchOutbox.objects.filter(applied_at__isnull=True)[:MOST_AT_ONCE])
    if not waiting or engine is None:
        return 0
    _apply(engine, waiting)
    applied = [one.pk for one in waiting]
    for begin in range(0, len(applied), _NAMED_AT_ONCE):
        some = applied[begin : begin + _NAMED_AT_ONCE]
        SearchOutbox.objects.filter(pk__in=some).update(applied_at=timezone.now())
    return len(waiting)


def rebuild(*, tell: building.Tell = lambda done: None) -> int:
    """Build the index beside from what the rooms have, and ask it from then on; return how many rows it has.

    What changes meanwhile waits in the outbox, or has been applied to the former index and is applied once more.
    """
    store = indexes.store()
    engine = store.begin(now=timezone.now())
    done = building.fill(engine, tell=tell)
    store.switch(engine)
    _take_up_again()
    return done


def throw_away() -> None:
    """Let the index be made anew: what it was made of is another database now."""
    indexes.store().throw_away()


def waiting_count() -> int:
    """Return how many changes the index does not show yet."""
    return SearchOutbox.objects.filter(applied_at__isnull=True).count()


def forget_applied() -> int:
    """Forget changes that every index has taken long ago; return how many."""
    gone, _each = SearchOutbox.objects.filter(applied_at__lt=timezone.now() - KEEP_APPLIED).delete()
    return gone


def differences() -> Iterator[Difference]:
    """Compare the index with what the rooms have, source by source. What waits in the outbox is no difference yet."""
    engine = indexes.engine()
    waiting = set(SearchOutbox.objects.filter(applied_at__isnull=True).values_list("source", "key"))
    for source in sources.all_sources():
        kept = dict(engine.marks(source.code)) if engine else {}
        missing: list[str] = []
        stale: list[str] = []
        for row in rows_of(source, None):
            mark = kept.pop(row.uid, None)
            if (source.code, row.key) in waiting or (source.code, "") in waiting or mark == row.mark:
                continue
            (missing if mark is None else stale).append(row.uid)
        left_over = [uid for uid in kept if (source.code, uid.partition(":")[2]) not in waiting]
        yield Difference(source.code, missing, left_over, stale)


def _take_up_again() -> None:
    """After a switch: apply what was applied to the former index while this one was built."""
    store = indexes.store()
    since = store.replay_since()
    if since is not None:
        SearchOutbox.objects.filter(applied_at__gte=since - A_TRANSACTION).update(applied_at=None)
        store.replayed()


def _apply(engine: Engine, waiting: list[SearchOutbox]) -> None:
    told: dict[str, set[str]] = {}
    for one in waiting:
        told.setdefault(one.source, set()).add(one.key)
    batch = engine.batch()
    for code, keys in told.items():
        _apply_source(batch, code, keys)
    batch.commit()


def _apply_source(batch: Batch, code: str, keys: set[str]) -> None:
    source = sources.by_code(code)
    if source is None or "" in keys:
        batch.drop_source(code)
        for row in rows_of(source, None) if source else ():
            batch.put(row)
        return
    present = set()
    for row in rows_of(source, keys):
        batch.put(row)
        present.add(row.key)
    for key in keys - present:
        batch.drop(f"{code}:{key}")
