"""Two records of one person become one: nothing is lost, everything is told, and the undoing brings both back exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oseredok.base.audit import queries as changes
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people import actions, holders
from oseredok.library.people.access import Duty
from oseredok.library.people.cards.models import OldNumber
from oseredok.library.people.merging import duplicates, linked_rows
from oseredok.library.people.merging import merge as merging
from oseredok.library.people.merging.models import Merge, NotSame
from oseredok.library.people.models import FormerCard, Reader, Registration, Role
from oseredok.library.people.queries import find_readers, reader_by_card
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import Entry
from tests.people.index_of_names import names_kept, names_rebuilt
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day(world: World) -> Iterator[None]:
    with time_machine.travel(world.now, tick=False):
        yield


def head(world: World) -> Duty:
    roles = frozenset({Role.HEAD})
    return Duty(account=world.head, place=world.central, places=[world.central], roles=roles)


def branch_librarian(world: World) -> Duty:
    account = world.accounts["branch_librarian"]
    held = frozenset({(Role.BRANCH_LIBRARIAN, world.branch.pk)})
    roles = frozenset({Role.BRANCH_LIBRARIAN})
    return Duty(account=account, place=world.branch, places=[world.branch], roles=roles, held=held)


def register(world: World, **details: Any) -> Reader:
    given = {"surname": "Шевченко", "given_name": "Тарас", "library": world.branch, "now": world.now, **details}
    return actions.register_reader(staff=world.consultant, **given)


def merge(world: World, kept: Reader, gone: Reader, *take: str) -> Merge:
    return merging.merge(kept=kept, gone=gone, take=take, duty=head(world), now=world.now)


# --- What becomes of two records --------------------------------------------------------------------


def test_an_empty_field_is_filled_and_a_chosen_one_replaced(world: World) -> None:
    gone = register(world, birth_year=1989, phone="050 765-43-21")
    Reader.objects.filter(pk=world.taras.pk).update(email="")
    world.taras.refresh_from_db()
    gone.email = "tg@example.com"
    gone.save()
    assert merging.differing(world.taras, gone) == [
        "patronymic",
        "birth",
        "phone",
        "email",
        "social_status",
        "home_library",
    ]
    assert merging.taken_by_default(world.taras, gone) == ["email"]
    done = merge(world, world.taras, gone, "email", "phone", "surname", "nonsense")
    kept = Reader.objects.get(pk=world.taras.pk)
    assert (kept.email, kept.phone, kept.birth_year) == ("tg@example.com", "+380507654321", 1988)
    assert done.taken == ["phone", "email"]


def test_the_absorbed_record_keeps_no_person_and_its_card_finds_the_other(world: World) -> None:
    gone = register(world, phone="0507654321")
    old = gone.card_number
    merge(world, world.taras, gone)
    gone.refresh_from_db()
    assert (gone.full_name, gone.phone, gone.name_key, gone.merged_into) == ("", "", "", world.taras)
    assert reader_by_card(old) == world.taras
    assert find_readers("шевченко") == [world.taras]
    third = register(world)
    merge(world, third, Reader.objects.get(pk=world.taras.pk))
    assert reader_by_card(old) == third, "a card of a record merged twice finds the last one"


def test_registrations_move_and_two_of_one_year_stay_two_facts(world: World) -> None:
    earlier = world.now - timedelta(days=40)
    gone = register(world, now=earlier)
    Registration.objects.create(
        reader=gone, year=2024, library=world.branch, is_first=False, registered_on=date(2024, 2, 1)
    )
    entries = Entry.objects.count()
    merge(world, world.taras, gone)
    mine = [(one.year, one.registered_on, one.library) for one in world.taras.registrations.order_by("year")]
    assert mine == [(2024, date(2024, 2, 1), world.branch), (2026, earlier.date(), world.branch)]
    (behind,) = gone.registrations.all()
    assert (behind.registered_on, behind.library) == (world.now.date(), world.central)
    assert Entry.objects.count() == entries
    kept = Reader.objects.get(pk=world.taras.pk)
    assert kept.created_on == earlier.date()


def test_what_other_rooms_hold_moves_too(world: World) -> None:
    gone = register(world)
    OldNumber.objects.create(number="Ч-125", reader=gone)
    OldNumber.objects.create(number="77", reader=gone)
    OldNumber.objects.create(number="77", reader=world.taras)
    actions.replace_card(reader=gone, reason="lost", staff=None, now=world.now)
    merge(world, world.taras, Reader.objects.get(pk=gone.pk))
    assert sorted(world.taras.old_numbers.values_list("number", flat=True)) == ["77", "Ч-125"]
    assert sorted(world.taras.former_cards.values_list("reason", flat=True)) == ["lost", "merged"]


def test_one_of_two_who_left_is_here_when_the_other_is(world: World) -> None:
    gone = register(world)
    Reader.objects.filter(pk=world.taras.pk).update(closed_on=date(2025, 12, 31))
    merge(world, world.taras, gone)
    assert Reader.objects.get(pk=world.taras.pk).closed_on is None


def test_the_index_of_names_is_as_a_rebuild_makes_it(world: World) -> None:
    gone = register(world, surname="Кравець", given_name="Одарка")
    done = merge(world, world.taras, gone, "surname")
    assert names_kept() == names_rebuilt()
    assert find_readers("кравець") == [world.taras]
    merging.undo(merge=done, duty=head(world), now=world.now)
    assert names_kept() == names_rebuilt()
    assert find_readers("кравець") == [gone]


# --- Refusals ---------------------------------------------------------------------------------------


def test_who_came_second_is_told_so(world: World) -> None:
    gone = register(world)
    merge(world, world.taras, gone)
    for kept, other in ((world.taras, gone), (gone, world.taras)):
        with pytest.raises(Conflict) as refused:
            merge(world, kept, other)
        assert refused.value.code == "already_merged"
    assert Merge.objects.count() == 1


def test_what_cannot_be_one_person_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="той самий запис"):
        merge(world, world.taras, world.taras)
    club = register(world, kind="organisation", surname="Клуб «Гурт»")
    with pytest.raises(Invalid, match="Особу й організацію"):
        merge(world, world.taras, club)
    nameless = register(world)
    Reader.objects.filter(pk=nameless.pk).update(surname="")
    with pytest.raises(Invalid, match="Прізвище"):
        merge(world, world.taras, nameless, "surname")
    assert not Merge.objects.exists()
    assert not Reader.objects.filter(merged_into__isnull=False).exists()


def test_a_branch_librarian_merges_the_branchs_own_readers_only(world: World) -> None:
    one, other = register(world), register(world)
    duty = branch_librarian(world)
    with pytest.raises(NotAllowed, match="іншій бібліотеці"):
        merging.merge(kept=world.taras, gone=one, take=(), duty=duty, now=world.now)
    done = merging.merge(kept=one, gone=other, take=(), duty=duty, now=world.now)
    assert merging.undo(merge=done, duty=duty, now=world.now).undone_at == world.now


# --- The undoing ------------------------------------------------------------------------------------

FIELD_SETS = st.sets(st.sampled_from(sorted(merging.FIELDS)))
YEARS = st.dictionaries(st.integers(2019, 2025), st.dates(date(2019, 1, 1), date(2025, 12, 31)), max_size=4)


def _but_the_log() -> list[holders.Holder]:
    """Everybody who holds something; the log of changes rightly tells of the merge and of its undoing too."""
    return [holder for holder in holders.holders() if holder.code != "audit"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(take=FIELD_SETS, ours=YEARS, theirs=YEARS, visited=st.booleans(), card_lost=st.booleans(), old=st.booleans())
def test_merging_and_undoing_changes_nothing_anywhere(
    world: World,
    take: set[str],
    ours: dict[int, date],
    theirs: dict[int, date],
    visited: bool,
    card_lost: bool,
    old: bool,
) -> None:
    kept = register(world, phone="0671112233", birth_year=1990)
    gone = register(world, patronymic="Григорович", email="t@example.com", library=world.central)
    for reader, years in ((kept, ours), (gone, theirs)):
        for year, day in years.items():
            Registration.objects.create(
                reader=reader, year=year, library=reader.home_library, is_first=False, registered_on=day
            )
    if visited:
        for reader in (kept, gone):
            visits.record_visit(place=world.central, staff=world.head, now=world.now, reader=reader)
    if card_lost:
        gone = actions.replace_card(reader=gone, reason="lost", staff=None, now=world.now)
    if old:
        for reader in (kept, gone):
            OldNumber.objects.create(number="77", reader=reader)
    before = linked_rows.take_down((kept, gone))
    told = [[list(holder.collect(one)) for holder in _but_the_log()] for one in (kept, gone)]
    logged = {one.pk: set(changes.about(Reader, one.pk).values_list("pk", flat=True)) for one in (kept, gone)}
    done = merge(world, kept, gone, *take)
    assert linked_rows.take_down((kept, gone)) != before
    merging.undo(merge=done, duty=head(world), now=world.now)
    assert linked_rows.take_down((kept, gone)) == before
    again = Reader.objects.in_bulk([kept.pk, gone.pk])
    assert [[list(holder.collect(again[one.pk])) for holder in _but_the_log()] for one in (kept, gone)] == told
    for one in (kept, gone):
        assert logged[one.pk] <= set(changes.about(Reader, one.pk).values_list("pk", flat=True)), "the log only grows"
    done.refresh_from_db()
    assert (done.before, done.after) == ([], [])


def test_what_came_after_the_merge_stays_after_the_undoing(world: World) -> None:
    gone = register(world, phone="0507654321")
    done = merge(world, world.taras, gone, "phone")
    kept = Reader.objects.get(pk=world.taras.pk)
    actions.correct_reader(
        reader=kept,
        data={"surname": "Кобзар", "given_name": "Тарас", "phone": kept.phone, "birth_year": 1988},
        now=world.now,
    )
    merging.undo(merge=done, duty=head(world), now=world.now)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.surname, kept.phone) == ("Кобзар", "+380671234567")
    assert (gone.surname, gone.phone, gone.merged_into) == ("Шевченко", "+380507654321", None)


def test_the_undoing_has_its_time_and_happens_once(world: World) -> None:
    gone = register(world)
    done = merge(world, world.taras, gone)
    late = world.now + timedelta(days=31)
    with pytest.raises(Conflict, match="Строк минув"):
        merging.undo(merge=done, duty=head(world), now=late)
    merging.undo(merge=done, duty=head(world), now=world.now + timedelta(days=30))
    with pytest.raises(Conflict, match="вже скасовано"):
        merging.undo(merge=done, duty=head(world), now=world.now)
    assert not FormerCard.objects.filter(reason="merged").exists()
    assert reader_by_card(gone.card_number) == gone
    merge(world, world.taras, gone)


def test_old_values_are_forgotten_when_their_time_is_over(world: World) -> None:
    gone = register(world, phone="0507654321")
    merge(world, world.taras, gone)
    assert merging.forget_values(now=world.now + timedelta(days=30)) == 0
    assert "+380507654321" in str(Merge.objects.get().before)
    assert merging.forget_values(now=world.now + timedelta(days=31)) == 1
    row = Merge.objects.get()
    assert (row.before, row.after, row.forgotten_on) == ([], [], date(2026, 11, 14))


def test_erasing_a_reader_forgets_what_merging_kept(world: World) -> None:
    merge(world, world.taras, register(world))
    OldNumber.objects.create(number="77", reader=world.taras)
    holder = next(one for one in holders.holders() if one.code == "cards")
    assert [group.code for group in holder.collect(world.taras)] == ["old_numbers", "merges"]
    holder.erase(world.taras, world.now)
    assert Merge.objects.get().before == []
    assert [group.code for group in holder.collect(world.taras)] == ["merges"]


# --- Suspected --------------------------------------------------------------------------------------


def test_the_same_name_and_year_or_phone_are_suspected_until_said_different(world: World) -> None:
    double = register(world, surname="Шевчeнко", birth_year=1988, phone="067 123 45 67")  # with a Latin letter
    register(world, birth_year=1990)
    brother = register(world, surname="Шевченко", given_name="Іван", phone="067 123 45 67", birth_year=1995)
    found = {(pair.one, pair.other): pair.why for pair in duplicates.suspected()}
    assert found == {
        (world.taras, double): "те саме ім’я, рік і телефон",
        (world.taras, brother): "той самий телефон",
        (double, brother): "той самий телефон",
    }
    merging.say_different(one=brother, other=world.taras, duty=head(world), now=world.now)
    merging.say_different(one=world.taras, other=brother, duty=head(world), now=world.now)
    assert NotSame.objects.count() == 1
    assert len(duplicates.suspected()) == 2
    assert len(duplicates.suspected(places=[world.branch.pk])) == 1


# --- Pages ------------------------------------------------------------------------------------------


def test_two_records_are_compared_merged_and_parted_on_pages(world: World, client: Client) -> None:
    gone = register(world, birth_year=1988, phone="0671234567")
    world.sign_in(client, "head")
    where = f"/people/{world.taras.public_id}/merge/{gone.public_id}/"
    assert where in client.get("/people/duplicates/").content.decode()
    text = client.get(where).content.decode()
    assert "У 2026 році людину зареєстровано двічі" in text
    assert 'name="patronymic" value="kept" aria-describedby="what-patronymic" checked' in text
    form = {"patronymic": "gone", "home_library": "gone"}
    after = client.post(where, form, follow=True)
    assert "Записи об’єднано" in after.content.decode()
    assert "По батькові, Бібліотека" in after.content.decode()
    again = client.post(where, form)
    assert again.status_code == 422
    assert "уже об’єднано" in again.content.decode()
    assert client.get(f"/people/{gone.public_id}/").headers["Location"] == f"/people/{world.taras.public_id}/"
    assert "друга реєстрація того року" in client.get(f"/people/{world.taras.public_id}/").content.decode()
    parted = client.post(f"/people/merges/{Merge.objects.get().pk}/undo/", follow=True)
    assert "Об’єднання скасовано" in parted.content.decode()
    client.post("/people/duplicates/different/", {"one": world.taras.public_id, "other": gone.public_id})
    assert where not in client.get("/people/duplicates/").content.decode()


def test_strange_input_is_answered_calmly(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    assert client.post("/people/duplicates/different/", {"one": "x", "other": "<script>"}).status_code == 404
    one = world.taras.public_id
    assert client.get(f"/people/{one}/merge/{one}/").status_code == 200
    assert client.post(f"/people/{one}/merge/{one}/").status_code == 422
    found = client.post(f"/people/{one}/merge/", {"text": "Дарина"}).content.decode()
    assert f"/people/{one}/merge/{world.daryna.public_id}/" in found


def test_a_branch_librarian_sees_no_other_branch(world: World, client: Client) -> None:
    register(world, birth_year=1988)
    world.sign_in(client, "branch_librarian")
    assert "Схожих записів немає" in client.get("/people/duplicates/").content.decode()
