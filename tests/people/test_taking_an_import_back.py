"""An import taken back: who came goes, what was filled becomes what it was; what people have done since stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.errors import Conflict
from oseredok.base.jobs import actions as jobs
from oseredok.library.people import actions as people
from oseredok.library.people.holders import holders
from oseredok.library.people.imports import actions, undoing
from oseredok.library.people.imports.models import Batch, FieldBefore
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.people.queries import find_readers
from oseredok.library.privacy.erasing import erase_reader
from oseredok.library.privacy.models import Erasure
from oseredok.spine.journal.models import Entry
from tests.people.importing import HEADER, NONE, book, carry, run_worker, take
from tests.people.index_of_names import names_kept, names_rebuilt
from tests.world import World


@pytest.fixture
def day(world: World) -> Iterator[World]:
    with time_machine.travel(world.now, tick=False):
        yield world


def take_back(world: World, batch: Batch) -> None:
    actions.start_undo(batch=batch, staff=world.head, now=world.now)
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.UNDONE


@pytest.mark.django_db
def test_taking_back_removes_whom_nobody_touched_and_leaves_the_rest(day: World) -> None:
    content = book(
        HEADER, ["Бойко Ніна", 1990, "", ""], ["Лимар Оксана", 1991, "", "77"], ["Дяченко Галина", 1992, "", ""]
    )
    batch = carry(day, content, counting="day", counted_on=date(2026, 10, 1), consent_on=date(2026, 10, 1))
    galyna, nina = Reader.objects.get(surname="Дяченко"), Reader.objects.get(surname="Бойко")
    people.correct_reader(
        reader=galyna, data={"surname": "Дяченко", "given_name": "Галина", "birth_year": 1993}, now=day.now
    )
    assert names_kept() == names_rebuilt()
    assert Entry.objects.count() == 3
    actions.start_undo(batch=batch, staff=day.head, now=day.now)
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.UNDONE
    left = Reader.objects.filter(surname__in=["Бойко", "Лимар", "Дяченко"])
    assert list(left) == [galyna]
    assert find_readers("Лимар") == []
    assert names_kept() == names_rebuilt()
    assert sum(entry.quantity * (-1 if entry.reverses_id else 1) for entry in Entry.objects.all()) in (1, 5)
    assert Entry.objects.filter(reverses__isnull=False).count() == 2
    assert FormerCard.objects.get(number=nina.card_number).reason == "erased", "nobody gets the number again"
    assert list(undoing.rows_to_undo(batch)) != [], "the reader who stayed is still known to be of this file"


def fill_taras(world: World, **options: object) -> Batch:
    Reader.objects.filter(pk=world.taras.pk).update(social_status="", email="old@example.com")
    header = [*HEADER, "Статус", "E-mail", "Тип"]
    row = ["Шевченко Тарас", 1988, "0501112233", world.taras.card_number, "інженер", "new@example.com", "гість"]
    return carry(world, book(header, row), **options)


@pytest.mark.django_db
def test_what_was_filled_and_overwritten_becomes_what_it_was(day: World) -> None:
    batch = fill_taras(day, overwrite=True)
    day.taras.refresh_from_db()
    assert (day.taras.phone, day.taras.category) == ("+380501112233", "guest")
    assert day.taras.valid_until is not None
    take_back(day, batch)
    day.taras.refresh_from_db()
    was = ("+380671234567", "", "old@example.com", "local", None)
    assert (
        day.taras.phone, day.taras.social_status, day.taras.email, day.taras.category, day.taras.valid_until
    ) == was  # fmt: skip
    assert not FieldBefore.objects.exists(), "what was put back is not kept any longer"
    assert names_kept() == names_rebuilt()


@pytest.mark.django_db
def test_what_somebody_has_corrected_since_is_left_and_told(day: World, client: Client) -> None:
    batch = fill_taras(day, overwrite=True)
    reader = Reader.objects.get(pk=day.taras.pk)
    reader.phone = "+380939998877"
    reader.save()
    take_back(day, batch)
    reader.refresh_from_db()
    assert (reader.phone, reader.social_status, reader.email) == ("+380939998877", "", "old@example.com")
    day.sign_in(client, "head")
    page = client.get(f"/people/import/{batch.public_id}/").content.decode()
    assert "Виправлене після перенесення не чіпали, записів: 1." in page


@pytest.mark.django_db
def test_two_rows_about_one_reader_are_taken_back_in_their_turn(day: World) -> None:
    card = day.taras.card_number
    content = book(HEADER, ["Шевченко Тарас", 1988, "0501112233", card], ["Шевченко Тарас", 1988, "0632223344", card])
    batch = carry(day, content, overwrite=True)
    day.taras.refresh_from_db()
    assert day.taras.phone == "+380632223344"
    take_back(day, batch)
    day.taras.refresh_from_db()
    assert day.taras.phone == "+380671234567"


@pytest.mark.django_db
def test_taking_back_that_was_killed_goes_on_and_does_nothing_twice(
    day: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = fill_taras(day, overwrite=True)
    actions.start_undo(batch=batch, staff=day.head, now=day.now)
    real = undoing.undo_chunk
    monkeypatch.setattr(undoing, "rows_to_undo", lambda _batch: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run_worker()
    reader = Reader.objects.get(pk=day.taras.pk)
    assert reader.phone == "+380671234567"
    reader.phone = "+380939998877"  # at the desk, between
    reader.save()
    monkeypatch.undo()
    assert undoing.undo_chunk is real
    run_worker()
    reader.refresh_from_db()
    batch.refresh_from_db()
    assert batch.state == Batch.State.UNDONE
    assert reader.phone == "+380939998877"


@pytest.mark.django_db
def test_what_stood_before_lives_for_the_files_term_and_the_page_says_so(day: World, client: Client) -> None:
    batch = fill_taras(day)
    day.sign_in(client, "head")
    where = f"/people/import/{batch.public_id}/"
    assert "стане, як було" in client.get(where).content.decode()
    actions.forget_files(now=day.now + timedelta(days=6))
    assert FieldBefore.objects.exists()
    actions.forget_files(now=day.now + timedelta(days=8))
    assert not FieldBefore.objects.exists()
    assert "вже стерто за строком" in client.get(where).content.decode()
    take_back(day, batch)
    day.taras.refresh_from_db()
    assert day.taras.social_status == "employee", "filled fields stay when it is not known any more what was there"


@pytest.mark.django_db
def test_a_reader_sees_what_stood_before_and_erasing_forgets_it(day: World) -> None:
    fill_taras(day, overwrite=True)
    held = [
        fact for holder in holders() for group in holder.collect(day.taras) for facts in group.records for fact in facts
    ]
    assert "old@example.com" in [fact.value for fact in held]
    erase_reader(reader=day.taras, why=Erasure.Why.REQUEST, staff=day.head, now=day.now)
    assert not FieldBefore.objects.exists()


@pytest.mark.django_db
def test_work_taken_out_of_the_queue_is_ordered_again_by_whoever_carries_the_file(day: World, client: Client) -> None:
    batch = take(day, book(HEADER, ["Бойко Ніна", 1990, "", ""]))
    actions.set_up(batch=batch, targets=actions.targets_of(batch), options=NONE, staff=day.head, now=day.now)
    batch.refresh_from_db()
    with pytest.raises(Conflict):
        actions.again(batch=batch, staff=day.head)
    assert batch.task_id is not None
    jobs.cancel(task_id=batch.task_id, by="", now=day.now)
    page = reverse("imports:batch", args=[batch.public_id])
    day.sign_in(client, "head")
    assert "Спробувати ще раз" in client.get(page).content.decode()
    for _twice in range(2):
        client.post(reverse("imports:verb", args=[batch.public_id, "again"]))
    assert DBTaskResult.objects.ready().filter(task_path__contains=".imports.tasks.").count() == 1
    assert "Спробувати ще раз" not in client.get(page).content.decode()
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED


@pytest.mark.django_db
def test_a_file_whose_work_was_stopped_is_forgotten_in_its_time_too(day: World) -> None:
    batch = take(day, book(HEADER, ["Бойко Ніна", 1990, "", ""]))
    actions.set_up(batch=batch, targets=actions.targets_of(batch), options=NONE, staff=day.head, now=day.now)
    batch.refresh_from_db()
    later = day.now + timedelta(days=30)
    assert actions.forget_files(now=later) == 0, "it may still be in the queue"
    assert batch.task_id is not None
    jobs.cancel(task_id=batch.task_id, by="", now=day.now)
    assert actions.forget_files(now=later) == 1
    assert not Batch.objects.exists()
