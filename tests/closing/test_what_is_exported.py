"""The export beside its tables: the log without readers' values, files of other rooms, free text decided, one at a time."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.errors import Conflict
from oseredok.library.people import actions as people
from oseredok.library.people.models import Role
from oseredok.library.privacy.request_actions import receive_request
from oseredok.management.closing import actions, contents, export, free_text, parts, stops, tasks
from oseredok.management.closing.models import State
from tests.closing.cases import opened, prepare, records
from tests.jobs.work import run_worker
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


@committed
def test_the_log_of_changes_tells_who_changed_what_without_a_reader_s_value(world: World) -> None:
    people.correct_reader(
        reader=world.taras, data={"surname": "Шевченко-Корнієнко", "phone": "+380671112233"}, now=world.now
    )
    people.correct_account(
        account=world.consultant, surname="Коваленко", given_name="Наталя", position="бібліотекарка",
        email="n.kovalenko@example.com", by=world.director,
    )  # fmt: skip
    closing = actions.make_export(closing=prepare(world, None), now=world.now)
    with opened(closing) as pack:
        log = records(pack, "audit_entry")
        whole = pack.read("json/audit_entry.jsonl").decode()
    of_readers = [one for one in log if one["content_type_id"] == "people.reader"]
    assert any('"surname"' in one["changes"] for one in of_readers), "that the name changed is told"
    assert "Корнієнко" not in whole
    assert "671112233" not in whole
    of_accounts = [one for one in log if one["content_type_id"] == "people.account"]
    assert any("бібліотекарка" in one["changes"] for one in of_accounts)
    assert "n.kovalenko@example.com" not in whole, "an address stays out of the table and out of its log"
    assert "remote_addr" not in whole


@committed
def test_a_branch_s_export_has_only_its_own_log(world: World) -> None:
    for place in world.branches:
        stranger = world.accounts["stranger"]
        people.give_role(account=stranger, role=Role.CONSULTANT, place=place, by=None, now=world.now)
    closing = actions.make_export(closing=prepare(world, world.branch), now=world.now)
    with opened(closing) as pack:
        assert {one["place_id"] for one in records(pack, "audit_entry")} == {world.branch.pk}


@committed
def test_a_room_adds_a_file_of_its_own_and_an_empty_one_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_parts", dict(parts._parts))
    parts.register(
        parts.Part("marc", "kataloh.mrc", "каталог", lambda _place, _view: [b"00024nam\x1d", b"00025nam\x1d"])
    )
    parts.register(parts.Part("none", "nichoho.mrc", "нічого", lambda _place, _view: []))
    closing = actions.make_export(closing=prepare(world, None), now=world.now)
    with opened(closing) as pack:
        assert pack.read("kataloh.mrc") == b"00024nam\x1d00025nam\x1d", "byte for byte"
        assert "nichoho.mrc" not in pack.namelist()
        assert "kataloh.mrc" in pack.read(export.INDEX).decode()


def test_every_column_where_people_write_freely_is_decided_on(world: World) -> None:
    sheets = list(contents.sheets(None))
    written = {
        (sheet.model._meta.label_lower, field.name)
        for sheet in sheets
        for field in sheet.fields
        if free_text.is_free_text(field)
    }
    decided = {(one.label, column) for one in free_text.DECIDED if one.stays for column in one.columns}
    kept_back = {(one.label, column) for one in free_text.DECIDED if not one.stays for column in one.columns}
    assert written == decided, "a new column of free text: decide on it in closing/free_text.py"
    assert not kept_back & {(sheet.model._meta.label_lower, field.name) for sheet in sheets for field in sheet.fields}
    assert {one.stays for one in free_text.of(sheets)} == {True, False}


@committed
def test_the_button_pressed_twice_orders_once_and_the_worker_writes_it(client: Client, world: World) -> None:
    closing = prepare(world, world.branch)
    world.sign_in(client, "director")
    address = reverse("office:export_closing", args=[closing.public_id])
    first, second = client.post(address), client.post(address)
    assert first.headers["Location"] == second.headers["Location"]
    assert DBTaskResult.objects.filter(task_path=tasks.export.module_path).count() == 1
    run_worker()
    closing.refresh_from_db()
    assert closing.state == State.EXPORTED
    assert export.path_of(closing).is_file()
    third = client.post(address)
    assert third.headers["Location"] != first.headers["Location"], "when it is over, it may be made again"
    with pytest.raises(Conflict) as refusal:
        actions.order(closing=closing, task=tasks.seal, title=str(tasks.SEALING), args=("/",), by=world.director)
    assert refusal.value.code == "job_goes"


def test_what_a_kill_left_half_written_is_swept_up_and_what_goes_on_is_not(world: World) -> None:
    export.folder().mkdir()
    old, fresh = export.folder() / "a.zip.part", export.folder() / "b.zip.part"
    for one in (old, fresh):
        one.write_bytes(b"half")
    long_ago = (world.now - timedelta(hours=1)).timestamp()
    os.utime(old, (long_ago, long_ago))
    os.utime(fresh, (world.now.timestamp(), world.now.timestamp()))
    assert export.sweep(now=world.now) == 1
    assert not old.exists()
    assert fresh.exists()


@committed
def test_the_hourly_errand_sweeps(world: World) -> None:
    export.folder().mkdir()
    left = export.folder() / "a.zip.part"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    tasks.TIDYING.keep()
    run_worker()
    assert not left.exists()


@committed
def test_a_new_export_takes_the_place_of_what_was_left(world: World) -> None:
    closing = prepare(world, world.branch)
    path = export.path_of(closing)
    path.parent.mkdir()
    path.with_name(path.name + ".part").write_bytes(b"half")
    actions.make_export(closing=closing, now=world.now)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_requests_of_readers_are_counted_where_the_readers_are(world: World) -> None:
    mine = people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    for reader in (mine, world.taras, None):
        receive_request(
            kind="access", how="desk", received_on=DAY, reader=reader, from_name="Хтось", identity="document",
            staff=world.head, now=world.now,
        )  # fmt: skip
    told = {
        name: [one.sentence for one in stops.found(prepare(world, place), world.now, early=True)]
        for name, place in (("branch", world.branch), ("other", world.second_branch), ("all", None))
    }
    assert told["branch"] == ["1\u00a0запит про персональні дані без відповіді."]
    assert told["other"] == []
    assert told["all"] == ["3\u00a0запити про персональні дані без відповіді."]


def test_the_stop_leads_to_the_page_of_its_cure(client: Client, world: World) -> None:
    receive_request(
        kind="access", how="desk", received_on=timezone.localdate(), reader=world.taras, identity="document",
        staff=world.head, now=timezone.now(),
    )  # fmt: skip
    closing = prepare(world, None)
    world.sign_in(client, "director")
    page = client.get(reverse("office:closing", args=[closing.public_id])).content.decode()
    assert f'href="{reverse("privacy_office:requests")}"' in page
