"""A day later nothing of a file is left: not in the folder, not in the table, not in copies of the centre."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from oseredok.base.backup import registry as backup
from oseredok.base.backup.make import files_of_the_centre
from oseredok.base.core import errands
from oseredok.management.closing import leftovers
from oseredok.services.printing import actions, keeping, queries, rules, tasks
from oseredok.services.printing.models import PrintFile
from tests.printing import papers
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def test_an_old_file_is_in_no_list_though_nothing_has_swept_it(house: World) -> None:
    old = papers.sent(house.central, now=NOW - rules.KEPT)
    fresh = papers.sent(house.central, now=NOW - rules.KEPT + timedelta(minutes=1))
    assert list(queries.waiting(place=house.central, now=NOW)) == [fresh]
    assert queries.by_code(old.code, now=NOW) is None
    assert queries.by_code(fresh.code, now=NOW) == fresh


def test_the_worker_deletes_files_and_rows_of_a_day_ago(house: World, kept: Any) -> None:
    papers.sent(house.central, now=NOW - rules.KEPT)
    fresh = papers.sent(house.central, now=NOW)
    assert tasks.forget_files.call() == 1
    assert [file.pk for file in PrintFile.objects.all()] == [fresh.pk]
    assert kept() == [f"{fresh.public_id}.pdf", f"{fresh.public_id}.png"]


def test_what_a_crash_left_behind_is_swept_and_what_is_being_looked_at_is_not(house: World, kept: Any) -> None:
    for name, age in (
        ("11111111-1111-4111-8111-111111111111.pdf", 25),
        ("22222222-2222-4222-8222-222222222222.pdf", 1),
    ):
        path = keeping.root() / name
        path.write_bytes(b"%PDF")
        written = (NOW - timedelta(hours=age)).timestamp()
        os.utime(path, (written, written))
    actions.forget_files(now=NOW)
    assert kept() == ["22222222-2222-4222-8222-222222222222.pdf"]


def test_what_was_printed_or_deleted_is_forgotten_too(house: World) -> None:
    actions.withdraw_file(file=papers.sent(house.central), now=NOW)
    with time_machine.travel(NOW + rules.KEPT, tick=False):
        assert tasks.forget_files.call() == 1
    assert not PrintFile.objects.exists()


def test_a_file_is_in_no_copy_of_the_centre(house: World, kept: Any) -> None:
    file = papers.sent(house.central)
    assert kept()
    assert not [name for name, _path, _size in files_of_the_centre() if str(file.public_id) in name]
    assert PrintFile._meta.db_table in backup.left_out()
    pointing = [field for field in PrintFile._meta.get_fields() if field.auto_created and not field.concrete]
    assert pointing == [], "a row of a copy must not point to a row that is not in it"


def test_the_worker_keeps_both_errands_going() -> None:
    known = errands.paths()
    assert tasks.FOLLOWING.task.module_path in known
    assert tasks.FORGETTING.task.module_path in known


def test_a_closing_that_erases_takes_the_files_of_its_library(house: World, kept: Any) -> None:
    papers.let_print(house.branch)
    papers.sent(house.central)
    branch = papers.sent(house.branch)
    assert ("файли, надіслані на друк", 1) in leftovers.counts(house.branch)
    leftovers.clear(house.branch, NOW)
    assert not PrintFile.objects.filter(pk=branch.pk).exists()
    assert len(kept()) == 2
    leftovers.clear(None, NOW)
    assert kept() == []
