"""A decision to close and the export: to the unit, of one library or of all, without persons and secrets."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.faces.front.models import NewsItem
from oseredok.library.people.models import Account, Reader
from oseredok.management.closing import actions, export, stops
from oseredok.management.closing.models import Closing, State
from oseredok.management.closing.parts import TOTALS
from oseredok.services.visits import actions as visits
from oseredok.services.visits.models import Visit
from oseredok.spine.journal.models import Entry
from tests.closing.cases import cells, opened, prepare, records, work
from tests.world import DAY, World

# An export reads what is committed, by a connection of its own.
pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


@committed
def test_everything_of_the_centre_is_there_to_the_unit(world: World) -> None:
    work(world)
    closing = actions.make_export(closing=prepare(world, None), now=world.now)
    with opened(closing) as pack:
        assert pack.testzip() is None
        assert {row["id"] for row in records(pack, "journal_entry")} == set(Entry.objects.values_list("pk", flat=True))
        assert len(cells(pack, "csv/visits_visit.csv")) == Visit.objects.count() + 1
        assert len(records(pack, "people_reader")) == Reader.objects.count()
        told = sum(int(row[4]) for row in cells(pack, TOTALS.name)[1:])
        assert told == sum(row["quantity"] for row in records(pack, "journal_entry")) == 6
        assert "files/poster.txt" in pack.namelist()
        assert "files/imports/a.csv" not in pack.namelist(), "a file of readers is persons' data"
        for line in pack.read(export.HASHES).decode().splitlines():
            known, name = line.split("  ", 1)
            assert hashlib.sha256(pack.read(name)).hexdigest() == known
        page = pack.read(export.INDEX).decode()
        assert "14-р" in page
        assert "Гнатюк Лідія" in page
        assert all(link in pack.namelist() for link in re.findall(r'href="([^"]+)"', page))
    assert closing.state == State.EXPORTED
    assert closing.export_sha256 == hashlib.sha256(export.path_of(closing).read_bytes()).hexdigest()
    assert not list(export.path_of(closing).parent.glob("*.part"))


@committed
def test_a_branch_takes_only_what_belongs_to_it(world: World) -> None:
    work(world)
    closing = actions.make_export(closing=prepare(world, world.branch), now=world.now)
    with opened(closing) as pack:
        assert {row["place_id"] for row in records(pack, "journal_entry")} == {world.branch.pk}
        assert [row["id"] for row in records(pack, "places_library")] == [world.branch.pk]
        assert records(pack, "people_reader") == [], "both readers belong to the central library"
        assert sum(int(row[4]) for row in cells(pack, TOTALS.name)[1:]) == 3
        assert not [name for name in pack.namelist() if name.startswith("files/")]
        held = {row["last_name"] for row in records(pack, "people_account")}
        assert held == {"Лимар", "Дяченко"}


@committed
def test_no_reader_and_no_secret_is_in_it(world: World) -> None:
    reader = world.taras
    Reader.objects.filter(pk=reader.pk).update(pin_hash="pbkdf2_sha256$1$known$pin")
    visits.record_visit(place=world.central, reader=reader, staff=world.consultant, now=world.now)
    closing = actions.make_export(closing=prepare(world, None), now=world.now)
    hidden = [
        *(
            str(getattr(reader, name))
            for name in ("surname", "patronymic", "email", "phone", "card_number", "public_id")
        ),
        "pbkdf2",
        *Account.objects.values_list("password", flat=True),
        settings.SECRET_KEY,
    ]
    with opened(closing) as pack:
        whole = "\n".join(pack.read(name).decode() for name in pack.namelist())
        assert "visitor_key" not in whole
    assert [one for one in hidden if one and one in whole] == []


@committed
def test_a_text_that_looks_like_a_formula_is_only_a_text(world: World) -> None:
    NewsItem.objects.create(
        slug="toloka", title='=HYPERLINK("http://example.com")', body="+1", author=world.director,
        place=world.central, created_at=world.now, changed_at=world.now,
    )  # fmt: skip
    closing = actions.make_export(closing=prepare(world, None), now=world.now)
    with opened(closing) as pack:
        rows = cells(pack, "csv/front_newsitem.csv")
        assert '\'=HYPERLINK("http://example.com")' in rows[1]
        assert "'+1" in rows[1]
        assert records(pack, "front_newsitem")[0]["title"].startswith("=HYPERLINK"), "programs get what was written"


@committed
def test_every_exported_column_is_in_the_dictionary(world: World) -> None:
    closing = actions.make_export(closing=prepare(world, None), now=world.now)
    with opened(closing) as pack:
        told = {(row[0], row[3]) for row in cells(pack, export.DICTIONARY)[1:]}
        seen = {
            (name[4:-4], column)
            for name in pack.namelist()
            if name.startswith("csv/")
            for column in cells(pack, name)[0]
        }
    assert seen == told


def test_closing_is_the_director_s_decision(world: World) -> None:
    for who in ("head", "administrator", "consultant"):
        with pytest.raises(NotAllowed):
            prepare(world, world.branch, by=world.accounts[who])
    assert not Closing.objects.exists()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"order_date": DAY + timedelta(days=1)}, "order_ahead"),
        ({"order_date": date(1802, 1, 1)}, "order_too_old"),
        ({"planned_on": DAY - timedelta(days=1)}, "planned_before_order"),
        ({"planned_on": date(9999, 12, 31)}, "planned_too_late"),
        ({"chair": "  "}, "chair_needed"),
        ({"members": ["Гнатюк Лідія, заступниця голови"]}, "named_twice"),
        ({"members": [f"Член {number}" for number in range(40)]}, "too_many"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(world: World, told: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        prepare(world, world.branch, **told)
    assert refusal.value.code == code


def test_the_central_library_alone_and_a_second_closing_are_refused(world: World) -> None:
    with pytest.raises(Invalid):
        prepare(world, world.central)
    for place in (world.branch, None):
        prepare(world, place)
        with pytest.raises(Conflict):
            prepare(world, place)
    prepare(world, world.second_branch)


@committed
def test_a_cancelled_closing_leaves_no_export_and_may_begin_anew(world: World) -> None:
    closing = actions.make_export(closing=prepare(world, world.branch), now=world.now)
    actions.cancel(closing=closing, by=world.director, now=world.now)
    assert not export.path_of(closing).exists()
    for again in (
        lambda: actions.cancel(closing=closing, by=world.director, now=world.now),
        lambda: actions.make_export(closing=Closing.objects.get(), now=world.now),
    ):
        with pytest.raises(DomainError) as refusal:
            again()
        assert refusal.value.code == "closing_state"
    prepare(world, world.branch)


def test_people_inside_are_told_with_the_cure(world: World) -> None:
    here, there = prepare(world, world.branch), prepare(world, world.second_branch)
    assert stops.found(here, world.now, early=True) == []
    visits.record_visit(place=world.branch, age_group="60p", staff=world.accounts["branch_consultant"], now=world.now)
    assert [one.sentence for one in stops.found(here, world.now, early=True)] == [
        "1\u00a0відвідування ще не закінчено."
    ]
    assert stops.found(there, world.now, early=True) == []


@committed
def test_the_director_does_it_on_the_pages_and_the_administrator_looks(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    today = timezone.localdate()
    told = {
        "place": world.branch.pk, "decided_by": "director", "order_number": "<script>", "ground": "п. 9.1",
        "order_date": f"{today:%d.%m.%Y}", "planned_on": f"{today:%d.%m.%Y}",
        "chair": "Гнатюк Лідія", "members": "Ткаченко Ольга\n\nСорока Іван",
    }  # fmt: skip
    answer = client.post(reverse("office:new_closing"), told)
    closing = Closing.objects.get()
    assert answer.headers["Location"] == reverse("office:closing", args=[closing.public_id])
    assert closing.members.count() == 3
    again = client.post(reverse("office:new_closing"), told)
    assert again.status_code == 422
    assert "Це закриття вже готують." in again.content.decode()
    page = client.get(reverse("office:closing", args=[closing.public_id])).content.decode()
    assert "&lt;script&gt;" in page
    assert "Вивантажити дані" in page
    ordered = client.post(reverse("office:export_closing", args=[closing.public_id]))
    assert ordered.status_code == 302
    actions.make_export(closing=closing, now=world.now)
    asked = client.get(reverse("office:download_closing", args=[closing.public_id]))
    assert "reauthenticate" in asked.headers["Location"]
    world.sign_in(client, "administrator")
    seen = client.get(reverse("office:closing", args=[closing.public_id])).content.decode()
    assert "Вивантажити знову" not in seen
    assert "Скасувати закриття" not in seen
    for name in ("export_closing", "cancel_closing"):
        assert client.post(reverse(f"office:{name}", args=[closing.public_id])).status_code == 403
