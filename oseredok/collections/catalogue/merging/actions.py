"""Verbs: make one record of several, part them again, say that they are different books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import permutations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from oseredok.base.audit import actions as audit
from oseredok.base.core.errors import Invalid
from oseredok.collections.catalogue import following
from oseredok.collections.catalogue.hiding.actions import CALLED
from oseredok.collections.catalogue.merging import rules, separating
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.quality.models import NotSame
from oseredok.collections.catalogue.searching import CODE
from oseredok.library.people.access import Duty
from oseredok.spine.search import outbox


@transaction.atomic
def merge_records(*, stays: Record, others: Sequence[Record], duty: Duty, now: datetime) -> Record:
    """Give the copies of `others`, and their places in exhibitions, to `stays`; their pages lead to it from now on.

    What `stays` says is not changed. Raises NotAllowed (`not-a-merger`), Invalid (`nothing-to-merge`), Conflict (`record-gone`).
    """
    rules.check_can_merge(duty)
    wanted = sorted({stays.pk, *(one.pk for one in others)})
    locked = {one.pk: one for one in Record.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    kept = locked[stays.pk]
    gone = [locked[one.pk] for one in others]
    rules.check_may_merge(kept, gone)
    for one in gone:
        Copy.objects.filter(record=one).update(record=kept, came_with=Coalesce("came_with", Value(one.pk)))
        Record.objects.filter(merged_into=one).update(merged_into=kept)
        following.move(gone=one.pk, stays=kept.pk)
        Record.objects.filter(pk=one.pk).update(merged_into=kept, deleted_at=now, changed_at=now)
        audit.note(of=one, called=CALLED, changes={_("об’єднано"): ("", _said(kept))})
    Record.objects.filter(pk=kept.pk).update(changed_at=now)
    audit.note(of=kept, called=CALLED, changes={_("приєднано"): ("", "; ".join(map(_said, gone)))})
    outbox.changed(CODE, *wanted)
    return kept


@transaction.atomic
def separate_record(*, record: Record, duty: Duty, now: datetime) -> Record:
    """Bring a merged record back with the copies that came with it; exhibitions keep the other one.

    Raises NotAllowed (`not-a-merger`), Conflict (`not-merged`).
    """
    rules.check_can_merge(duty)
    one = Record.objects.select_for_update().get(pk=record.pk)
    rules.check_may_separate(one)
    other = one.merged_into
    separating.part([one.pk], now=now)
    if other is not None:
        Record.objects.filter(pk=other.pk).update(changed_at=now)
        outbox.changed(CODE, other.pk)
        _remember_apart([one.pk, other.pk])
        audit.note(of=one, called=CALLED, changes={_("об’єднано"): (_said(other), "")})
    return one


@transaction.atomic
def tell_apart(*, records: Sequence[Record], duty: Duty) -> None:
    """Say that these are different books: they are suspected no more. Raises NotAllowed (`not-a-merger`), Invalid (`too-few`)."""
    rules.check_can_merge(duty)
    if len({one.pk for one in records}) < 2:
        raise Invalid(_("Позначте хоч два записи."), code="too-few")
    _remember_apart([one.pk for one in records])


def _remember_apart(pks: Sequence[int]) -> None:
    rows = [NotSame(one_id=one, other_id=other) for one, other in permutations(pks, 2)]
    NotSame.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)


def _said(record: Record) -> str:
    return f"{record.title[:150]} (№ {record.pk})"
