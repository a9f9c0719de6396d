"""Readers' data of a library that closes: moved, handed over sealed, erased. No number changes by any of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pyrage
import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.mail.actions import queue_letter
from oseredok.base.mail.models import Letter
from oseredok.faces.front import actions as front
from oseredok.faces.front.models import Barrier
from oseredok.library.people import actions as people
from oseredok.library.people.access import Duty
from oseredok.library.people.merging import merge as merging
from oseredok.library.people.models import Reader, Role
from oseredok.library.people.registry import applications
from oseredok.library.people.registry.models import Application
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import queries as privacy_queries
from oseredok.library.privacy.models import Erasure
from oseredok.management.closing import actions, data_actions, end_actions, leftovers, sealed, tasks
from oseredok.management.closing.models import Closing, DataDecision, MovedReader
from oseredok.services.visits import actions as visits
from tests.closing.cases import close, closed, prepare, ready
from tests.jobs.work import run_worker
from tests.privacy.test_statistics_stay import everything
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nina(world: World) -> Reader:
    """A reader of the branch, with a consent and a sensitive group."""
    reader = people.register_reader(
        surname="Лісова", given_name="Ніна", birth_year=1961, phone="067 222-33-44", email="nina@example.com",
        library=world.branch, staff=world.accounts["branch_librarian"], now=world.now,
    )  # fmt: skip
    privacy.give_consent(reader=reader, purpose="card", channel="desk", staff=world.head, now=world.now)
    privacy.set_flags(reader=reader, flags={"idp"}, channel="desk", staff=world.head, now=world.now)
    return reader


def apply(world: World) -> Application:
    return applications.apply_for_card(
        wish={"surname": "Дудник", "given_name": "Олег", "birth_year": 1990, "phone": "+380671234500"},
        library=world.branch, consent_version=1, now=world.now,
    )  # fmt: skip


def visit_and_leave(world: World, reader: Reader) -> None:
    visits.record_visit(place=world.branch, reader=reader, staff=world.head, now=world.now)
    visits.leave_all(place=world.branch, now=world.now)


def decide(world: World, closing: Closing, way: str, **told: Any) -> DataDecision:
    told = {"ground": "п. 3 рішення", "by": world.director, "now": world.now, **told}
    return data_actions.decide(closing=closing, way=way, **told)


# --- Deciding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "told", "field"),
    [
        ("burn", {}, "way"),
        ("erase", {"ground": " "}, "ground"),
        ("hand_over", {"recipient": "  "}, "recipient"),
        ("hand_over", {"recipient": "Ліцей", "recipient_code": "1234"}, "recipient_code"),
        ("move", {}, "move_to"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_field(
    world: World, way: str, told: dict[str, Any], field: str
) -> None:
    closing = prepare(world, world.branch)
    with pytest.raises(Invalid) as refusal:
        decide(world, closing, way, **told)
    assert refusal.value.field == field
    assert closing.data_decision is None


def test_readers_are_not_moved_to_where_there_is_nobody(world: World) -> None:
    whole = prepare(world, None)
    with pytest.raises(Invalid) as refusal:
        decide(world, whole, "move", move_to=world.branch)
    assert refusal.value.code == "nowhere_to_move"
    actions.cancel(closing=whole, by=world.director, now=world.now)
    closing = prepare(world, world.branch)
    prepare(world, world.second_branch)
    for target in (world.branch, world.second_branch):
        with pytest.raises(Invalid):
            decide(world, closing, "move", move_to=target)
    with pytest.raises(NotAllowed):
        decide(world, closing, "move", move_to=world.central, by=world.head)
    assert decide(world, closing, "move", move_to=world.central).move_to == world.central


# --- Moved --------------------------------------------------------------------------------------------


@committed
def test_moved_readers_and_applications_are_at_the_other_library_and_no_number_changes(
    world: World, nina: Reader
) -> None:
    twin = people.register_reader(surname="Лісова", given_name="Ніна", library=world.branch, staff=None, now=world.now)
    duty = Duty(
        account=world.director, place=world.central, places=[world.central, world.branch],
        roles=frozenset({Role.DIRECTOR}), held=frozenset({(Role.DIRECTOR, None)}),
    )  # fmt: skip
    merging.merge(kept=nina, gone=twin, take=(), duty=duty, now=world.now)
    visit_and_leave(world, nina)
    application = apply(world)
    before = everything()
    closing = closed(world, world.branch, "move", move_to=world.central)
    for one in (nina, twin, application):
        one.refresh_from_db()
    assert (nina.home_library, twin.home_library, application.library) == (world.central,) * 3
    decision = closing.data_decision
    assert decision is not None
    assert decision.moved == 1, "one person, though two records"
    assert everything() == before
    groups = {one.code for one in privacy_queries.held(nina, world.now)}
    assert "closing" in groups, "the reader is told"
    with pytest.raises(Conflict) as refusal:
        data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "not_to_erase"
    late = world.now + timedelta(days=31)
    assert end_actions.forget_moves(now=world.now) == 0
    assert end_actions.forget_moves(now=late) == 2
    assert not MovedReader.objects.exists()


# --- Handed over --------------------------------------------------------------------------------------


def open_sealed(closing: Closing, passphrase: str) -> dict[str, bytes]:
    """Open the file as its note tells, by the age format alone."""
    with zipfile.ZipFile(sealed.path_of(closing)) as outer:
        assert "age --decrypt" in outer.read(sealed.NOTE).decode()
        key = pyrage.passphrase.decrypt(outer.read(sealed.KEY), passphrase).decode().strip()
        inner = pyrage.decrypt(outer.read(sealed.SEALED), [pyrage.x25519.Identity.from_str(key)])
    with zipfile.ZipFile(io.BytesIO(inner)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_the_successor_gets_what_they_have_a_ground_for_and_only_with_the_passphrase(
    world: World, nina: Reader
) -> None:
    closing = prepare(world, world.branch)
    for call in (
        lambda: data_actions.seal_anew(closing=closing, by=world.director),
        lambda: data_actions.make_sealed(closing=closing, now=world.now),
    ):
        with pytest.raises(Conflict) as refusal:
            call()
        assert refusal.value.code == "not_handed_over"
    decide(world, closing, "hand_over", recipient="Ліцей № 2", recipient_code="")
    with pytest.raises(Conflict) as refusal:
        data_actions.make_sealed(closing=closing, now=world.now)
    assert refusal.value.code == "no_key"
    passphrase = data_actions.seal_anew(closing=closing, by=world.director)
    decision = data_actions.make_sealed(closing=closing, now=world.now)
    whole = sealed.path_of(closing).read_bytes()
    assert decision.sealed_sha256 == hashlib.sha256(whole).hexdigest()
    assert (decision.sealed_readers, decision.sealed_size) == (1, len(whole))
    assert "Лісова".encode() not in whole
    with pytest.raises(pyrage.DecryptError):
        open_sealed(closing, "abcd-abcd-abcd-abcd-abcd")
    inside = open_sealed(closing, passphrase)
    (record,) = [json.loads(line) for line in inside["chytachi.jsonl"].decode().splitlines()]
    assert record["card"]["surname"] == "Лісова"
    assert record["consents"]
    assert not sealed.KEPT_BACK & set(record)
    assert "переселен" not in inside["chytachi.jsonl"].decode(), "a sensitive group is not handed on"
    (row,) = list(csv.DictReader(io.StringIO(inside["chytachi.csv"].decode("utf-8-sig")), delimiter=";"))
    assert row["Номер квитка чи формуляра"] == nina.card_number
    assert row["Рік або дата народження"] == "1961"
    for line in inside["SHA256SUMS"].decode().splitlines():
        known, name = line.split("  ", 1)
        assert hashlib.sha256(inside[name]).hexdigest() == known


def test_the_passphrase_is_nowhere_and_another_one_makes_the_former_file_go(world: World, nina: Reader) -> None:
    closing = prepare(world, world.branch)
    decide(world, closing, "hand_over", recipient="Ліцей № 2")
    first = data_actions.seal_anew(closing=closing, by=world.director)
    data_actions.make_sealed(closing=closing, now=world.now)
    decision = closing.data_decision
    assert decision is not None
    kept = " ".join(str(value) for value in DataDecision.objects.values_list())
    assert first not in kept
    assert first.encode() not in bytes(decision.seal_secret)
    second = data_actions.seal_anew(closing=closing, by=world.director)
    assert first != second
    decision.refresh_from_db()
    assert decision.sealed_at is None
    with pytest.raises(Conflict) as refusal:
        data_actions.record_handing(
            closing=closing, handed_on=DAY, handed_to="Бойко Ірина", by=world.director, now=world.now
        )
    assert refusal.value.code == "not_sealed"


def test_what_was_handed_over_is_not_sealed_or_decided_anew(world: World, nina: Reader) -> None:
    closing = ready(world, world.branch, "hand_over", recipient="Ліцей № 2")
    data_actions.seal_anew(closing=closing, by=world.director)
    data_actions.make_sealed(closing=closing, now=world.now)
    told: dict[str, Any] = {"closing": closing, "by": world.director, "now": world.now}
    today = DAY + timedelta(days=1)
    with pytest.raises(Conflict) as early:
        data_actions.record_handing(handed_on=today, handed_to="Бойко Ірина", **told)
    assert early.value.code == "sealed_early", "until the doors close somebody may still be registered"
    world.now += timedelta(minutes=5)
    close(world, closing)
    told |= {"now": world.now}
    with pytest.raises(Conflict) as early:
        data_actions.record_handing(handed_on=today, handed_to="Бойко Ірина", **told)
    assert early.value.code == "sealed_early", "what was sealed before does not hold who came last"
    data_actions.make_sealed(closing=closing, now=world.now)
    for day, who, code in (
        (today + timedelta(days=1), "Бойко", "handed_ahead"),
        (DAY, "Бойко", "handed_early"),
        (today, " ", "no_taker"),
    ):
        with pytest.raises(Invalid) as refused:
            data_actions.record_handing(handed_on=day, handed_to=who, **told)
        assert refused.value.code == code
    data_actions.record_handing(handed_on=today, handed_to="Бойко Ірина, директорка ліцею", **told)
    for again in (
        lambda: decide(world, closing, "erase"),
        lambda: data_actions.seal_anew(closing=closing, by=world.director),
        lambda: data_actions.make_sealed(closing=closing, now=world.now),
    ):
        with pytest.raises(Conflict) as refusal:
            again()
        assert refusal.value.code == "data_begun"
    assert sealed.path_of(closing).is_file()


@committed
def test_the_director_seals_on_the_pages_and_sees_the_passphrase_once(
    client: Client, world: World, nina: Reader
) -> None:
    closing = prepare(world, world.branch)
    world.sign_in(client, "director")
    page = reverse("office:closing_data", args=[closing.public_id])
    assert client.post(page, {"way": "hand_over", "ground": "договір № 5"}).status_code == 422
    told = {"way": "hand_over", "ground": "договір № 5", "recipient": "Ліцей № 2", "recipient_code": ""}
    assert client.post(page, told).status_code == 302
    shown = client.post(reverse("office:new_closing_key", args=[closing.public_id]), follow=True)
    (passphrase,) = re.findall(r'confirmed__code">([a-z0-9-]+)<', shown.content.decode())
    assert "Вдруге система його не покаже" in shown.content.decode()
    assert "Пароль уже показано" in client.get(reverse("office:closing_key", args=[closing.public_id])).content.decode()
    client.post(reverse("office:seal_closing", args=[closing.public_id]))
    run_worker()
    decision = DataDecision.objects.get()
    assert decision.sealed_readers == 1
    ordered = json.dumps(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)), default=str)
    assert passphrase not in ordered
    seen = client.get(reverse("office:closing", args=[closing.public_id])).content.decode()
    assert decision.sealed_sha256 in seen
    asked = client.get(reverse("office:download_sealed", args=[closing.public_id]))
    assert "reauthenticate" in asked.headers["Location"]


# --- Erased -------------------------------------------------------------------------------------------


@committed
def test_erased_in_the_worker_nobody_is_left_and_every_number_is_what_it_was(world: World, nina: Reader) -> None:
    visit_and_leave(world, nina)
    application = apply(world)
    closing = closed(world, world.branch)
    before = everything()
    job = actions.order(
        closing=closing, task=tasks.erase, title=str(tasks.ERASING), args=("/", world.director.pk), by=world.director
    )
    assert job
    run_worker()
    nina.refresh_from_db()
    assert nina.erased_on is not None
    assert Erasure.objects.get(reader=nina).why == Erasure.Why.CLOSING
    assert not Application.objects.filter(pk=application.pk).exists()
    assert everything() == before
    decision = closing.data_decision
    assert decision is not None
    assert decision.erased == 1
    assert decision.erased_at is not None
    assert world.taras.erased_on is None, "a reader of another library stays"
    assert not Reader.objects.filter(home_library=world.central, erased_on__isnull=False).exists()
    with pytest.raises(Conflict) as refusal:
        data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "erased_already"


@committed
def test_the_whole_centre_is_erased_with_what_belongs_to_no_reader(world: World, nina: Reader) -> None:
    front.report_barrier(where="вхід", what="Пишіть Олені", contact="olena@example.com", to="", now=world.now)
    queue_letter(template="barrier_handled", to="olena@example.com", key="k", now=world.now, context=_handled())
    Letter.objects.update(state="sent", sent_at=world.now, next_try_at=None)
    apply(world)
    closing = closed(world, None)
    before = everything()
    data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert not Reader.objects.filter(erased_on__isnull=True).exists()
    assert leftovers.counts(None) == []
    assert not Letter.objects.exclude(to="").exists()
    assert Barrier.objects.get().contact == ""
    assert everything() == before


def _handled() -> dict[str, Any]:
    return {"number": 1, "where": "вхід", "what": "поріг", "decision": "прибрали"}


@committed
def test_erasing_waits_for_who_is_unfinished_and_is_then_taken_up(
    world: World, nina: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.register_reader(surname="Сорока", library=world.branch, staff=None, now=world.now)
    closing = closed(world, world.branch)
    busy = [{nina.pk}]
    monkeypatch.setattr(
        "oseredok.library.people.holders.unfinished_ids", lambda readers, _now: busy[0] & {one.pk for one in readers}
    )
    with pytest.raises(Conflict) as refusal:
        data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "unfinished"
    decision = closing.data_decision
    assert decision is not None
    assert (decision.erased, decision.erased_at) == (1, None)
    busy[0] = set()
    done = data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert done.erased == 2


def test_nothing_is_erased_before_the_closing_nor_before_the_handing_over(world: World, nina: Reader) -> None:
    closing = prepare(world, world.branch, planned_on=DAY)
    decide(world, closing, "erase")
    with pytest.raises(Conflict) as refusal:
        data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "not_closed_yet"
    decide(world, closing, "hand_over", recipient="Ліцей № 2")
    Closing.objects.update(state="closed", closed_at=world.now, closed_by=world.director)
    with pytest.raises(Conflict) as refusal:
        data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "not_handed_yet"
    with pytest.raises(NotAllowed):
        data_actions.erase(closing=closing, by=world.accounts["administrator"], now=world.now)
    nina.refresh_from_db()
    assert nina.erased_on is None


@committed
def test_a_reader_whom_another_library_knows_too_is_told_of_before_deciding(
    client: Client, world: World, nina: Reader
) -> None:
    nina.registrations.update(year=DAY.year - 1, registered_on=date(DAY.year - 1, 3, 1))
    people.renew_registration(reader=nina, library=world.central, staff=world.head, now=world.now)
    closing = ready(world, world.branch)
    world.sign_in(client, "director")
    page = client.get(reverse("office:closing_data", args=[closing.public_id])).content.decode()
    assert "зітрете тут, не стане й там" in page
