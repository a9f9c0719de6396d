"""«Журнал змін»: filters by choices and days, scope by role, a file; nothing of it can be changed from the site."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import get_resolver

from oseredok.base.audit.models import Entry
from oseredok.base.preferences.actions import set_value
from oseredok.library.people import actions as people
from oseredok.library.people.registry.preferences import PICK_UP_DAYS
from oseredok.library.places import place_actions
from oseredok.library.places.models import Library
from tests.world import World


def changed(library: Library, phone: str) -> None:
    library.phone = phone
    library.save()


@pytest.fixture
def town(world: World) -> World:
    Entry.objects.all().delete()
    changed(world.central, "2-17-36")
    changed(world.branch, "2-55-01")
    return world


def test_the_director_sees_everything_and_the_head_their_own_library(client: Client, town: World) -> None:
    town.sign_in(client, "director")
    page = client.get("/office/changes/").content.decode()
    assert "2-17-36" in page
    assert "2-55-01" in page
    client.logout()
    town.sign_in(client, "head")
    page = client.get("/office/changes/").content.decode()
    assert "2-17-36" in page
    assert "2-55-01" not in page
    assert "2-55-01" not in client.get("/office/changes/changes.csv").content.decode()
    foreign = client.get(f"/office/changes/?kind=places.library&object={town.branch.pk}").content.decode()
    assert "2-55-01" not in foreign


def test_a_change_is_told_in_words(client: Client, town: World) -> None:
    set_value(declared=PICK_UP_DAYS, text="21", by="Директорка", now=town.now)
    room = place_actions.add_room(
        library=town.central, name="Зала «Ліхтар»", purpose="service", area=Decimal("36.0"), step_free=True
    )
    place_actions.correct_room(room=room, name=room.name, purpose=room.purpose, area=Decimal("38.5"), step_free=True)
    town.sign_in(client, "director")
    page = client.get("/office/changes/").content.decode()
    assert "змінено налаштування" in page, "a setting that had its default was not added"
    assert "readers.pick_up_days" not in page
    assert "«Зала „Ліхтар“»" in page
    assert "38,5" in page


def test_filters_narrow_the_list(client: Client, town: World) -> None:
    town.sign_in(client, "administrator")
    people.give_role(account=town.consultant, role="methodist", place=None, by=None, now=town.now)  # type: ignore[arg-type]
    assert "2-17-36" not in client.get("/office/changes/?kind=people.roleassignment").content.decode()
    assert "Змін не знайдено" in client.get("/office/changes/?last=2020-01-01").content.decode()
    one = client.get(f"/office/changes/?kind=places.library&object={town.branch.pk}").content.decode()
    assert "2-55-01" in one
    assert "2-17-36" not in one
    by = client.get("/office/changes/?who=console").content.decode()
    assert "2-17-36" in by
    assert "Змін не знайдено" in client.get(f"/office/changes/?who={town.director.pk}").content.decode()


@pytest.mark.parametrize(
    "query", ["first=2026-02-31", "kind=auth.secret", "who=99999999", "object=<script>", "page=999999", "first=%00"]
)
def test_a_senseless_address_is_no_failure(client: Client, town: World, query: str) -> None:
    town.sign_in(client, "director")
    assert client.get(f"/office/changes/?{query}").status_code in (200, 400, 422)


def test_the_file_opens_in_a_table_and_starts_no_formula(client: Client, town: World) -> None:
    changed(town.central, "=HYPERLINK(1)")
    town.sign_in(client, "director")
    text = client.get("/office/changes/changes.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Дата;Час;Хто;Адреса;Дія;Що;Яке саме;Поле;Було;Стало"
    assert "'=HYPERLINK(1)" in text


def test_hostile_text_is_only_text(client: Client, town: World) -> None:
    changed(town.central, "<img src=x onerror=1>")
    town.sign_in(client, "director")
    assert "<img src=x" not in client.get("/office/changes/").content.decode()


@pytest.mark.parametrize("who", ["consultant", "branch_librarian", "cataloguer", "methodist", "stranger"])
def test_others_are_refused(client: Client, town: World, who: str) -> None:
    town.sign_in(client, who)
    assert client.get("/office/changes/").status_code == 403


def test_no_address_of_the_site_touches_an_entry(client: Client, town: World) -> None:
    town.sign_in(client, "administrator")
    before = Entry.objects.count()
    for path in ("/office/changes/", "/office/changes/changes.csv"):
        assert client.post(path).status_code == 405
        assert client.delete(path).status_code == 405
    assert Entry.objects.count() == before
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str) and "change" in name]
    assert not [name for name in names if "delete" in name]
