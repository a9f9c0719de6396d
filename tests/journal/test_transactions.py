"""The entry belongs to the action's transaction: both are there or neither."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from oseredok.base.core.errors import Invalid
from oseredok.spine.journal import actions
from oseredok.spine.journal.drafts import Draft
from oseredok.spine.journal.models import Entry, GroupCount, Untallied
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_is_written_outside_a_transaction() -> None:
    town = Town()
    entry = town.record()
    told = {"kind": town.visit, "place": town.central, "occurred_at": NOON, "now": NOON}
    with pytest.raises(TransactionManagementError):
        actions.record(**told)
    with pytest.raises(TransactionManagementError):
        actions.record_many(drafts=[Draft(**told)])
    with pytest.raises(TransactionManagementError):
        actions.reverse(entry=entry, staff=town.librarian, now=NOON, reason="slip")
    with pytest.raises(TransactionManagementError):
        actions.reverse_gesture(gesture=entry.gesture, staff=town.librarian, now=NOON, reason="slip")
    assert Entry.objects.get() == entry


def test_a_rollback_leaves_nothing() -> None:
    town = Town()

    def fail_half_way() -> None:
        town.reverse(town.record(flags=["idp"], key="tap", visitor=town.reader()))
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        fail_half_way()
    assert not Entry.objects.exists()
    assert not GroupCount.objects.exists()
    assert not Untallied.objects.exists()
    assert town.record(key="tap").pk


def test_one_wrong_fact_among_many_leaves_none_of_them() -> None:
    town = Town()
    told = {"kind": town.visit, "place": town.central, "occurred_at": NOON, "now": NOON}
    with pytest.raises(Invalid), transaction.atomic():
        actions.record_many(drafts=[Draft(**told), Draft(**told, quantity=0)])
    assert not Entry.objects.exists()
