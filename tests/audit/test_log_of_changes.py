"""The log of changes: who, what, before and after, from where; nothing of readers, nothing secret; pruned by errand."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from oseredok.base.audit import actions, context, registry
from oseredok.base.audit.models import Entry
from oseredok.base.audit.preferences import KEEP_MONTHS
from oseredok.base.core.text import NBSP
from oseredok.base.preferences import actions as preferences
from oseredok.faces.office.changes_screen import ChangeRow, gender, rows
from oseredok.library.people import actions as people
from oseredok.library.people import holders
from oseredok.library.people.models import Account, Reader
from oseredok.library.places import actions as places
from oseredok.library.places.models import Closure
from oseredok.management.indicators import actions as indicators
from tests.world import PASSWORD, WEEK, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(world: World) -> World:
    """The world, with a log that begins now."""
    Entry.objects.all().delete()
    return world


def last() -> ChangeRow:
    return rows([Entry.objects.latest("timestamp", "pk")])[0]


def sentences() -> list[str]:
    return [row.sentence.replace(NBSP, " ") for row in rows(Entry.objects.all())]


def test_a_change_of_hours_is_one_readable_sentence(town: World) -> None:
    week = {**WEEK, 1: [(time(9), time(18))]}
    places.set_weekly_hours(library=town.central, week=week, starts_on=date(2026, 11, 1))
    assert sentences() == [
        "Командний рядок: змінено години роботи «Центральна»: вт: 9:00–19:00 → 9:00–18:00; діє з: — → 01.11.2026"
    ]
    places.set_weekly_hours(library=town.central, week=week, starts_on=date(2026, 11, 1))
    assert len(sentences()) == 1  # nothing differed


def test_a_change_of_the_sanitary_day_is_one_readable_sentence(town: World) -> None:
    places.set_sanitary_day(library=town.central, weekday=3, nth=-1, starts_on=date(2026, 11, 1))
    Entry.objects.all().delete()
    places.set_sanitary_day(library=town.central, weekday=4, nth=2, starts_on=date(2026, 12, 1))
    said = (
        "Командний рядок: змінено санітарний день «Центральна»: "
        "котрий: останній четвер місяця → друга п’ятниця місяця; діє з: — → 01.12.2026"
    )
    assert sentences() == [said]
    places.set_sanitary_day(library=town.central, weekday=4, nth=2, starts_on=date(2026, 12, 7))
    assert len(sentences()) == 1  # nothing differed
    places.set_sanitary_day(library=town.central, weekday=None, starts_on=date(2027, 1, 1))
    assert last().sentence.replace(NBSP, " ").endswith("друга п’ятниця місяця → немає; діє з: — → 01.01.2027")


def test_a_person_of_the_site_is_named_with_the_address(client: Client, town: World) -> None:
    town.sign_in(client, "director")
    Entry.objects.all().delete()
    form = {"surname": "Коваленко", "given_name": "Наталя", "position": "бібліотекарка", "email": ""}
    client.post(f"/office/staff/{town.consultant.pk}/correct/", form, REMOTE_ADDR="192.0.2.17")
    row = last()
    assert (
        row.sentence.replace(NBSP, " ")
        == "Ольга Т. змінила обліковий запис «Коваленко Наталя»: посада: — → бібліотекарка"
    )
    assert row.entry.remote_addr == "192.0.2.17"
    assert row.entry.source == Entry.Source.SITE


def test_a_forwarded_address_is_believed_only_of_our_own_proxy(client: Client, town: World, settings: Settings) -> None:
    town.sign_in(client, "director")
    form = {"surname": "Коваленко", "given_name": "Наталя", "position": "", "email": ""}
    for behind, expected in ((False, "192.0.2.17"), (True, "203.0.113.9")):
        settings.BEHIND_PROXY = behind
        form["position"] += "бібліотекарка "
        client.post(
            f"/office/staff/{town.consultant.pk}/correct/",
            form,
            REMOTE_ADDR="192.0.2.17",
            headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"},
        )
        assert last().entry.remote_addr == expected


def test_an_invented_address_breaks_nothing(client: Client, town: World, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    town.sign_in(client, "director")
    form = {"surname": "Коваленко", "given_name": "Наталя", "position": "бібліотекарка", "email": ""}
    client.post(
        f"/office/staff/{town.consultant.pk}/correct/", form, headers={"X-Forwarded-For": "<script>alert(1)</script>"}
    )
    assert last().entry.remote_addr is None


def test_the_worker_is_the_system(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(context._process, "source", context.WORKER)
    closure = places.begin_closure(library=town.central, kind="power_cut", staff_name="", now=town.now)
    assert last().who == "Система:"
    places.end_closure(closure=closure, staff_name="Наталя К.", now=town.now + timedelta(hours=1))
    assert "кінець: — → 14.10.2026 12:30" in last().sentence
    assert Closure.objects.get().ended_by == "Наталя К."


def test_no_value_of_a_reader_ever_enters(town: World) -> None:
    reader = people.register_reader(
        surname="Шевчук", given_name="Тамара", birth_year=1961, phone="067 765-43-21", email="t@example.com",
        library=town.central, staff=town.consultant, now=town.now,
    )  # fmt: skip
    people.correct_reader(reader=reader, data={"surname": "Шевчук-Гайова", "phone": "067 765-43-22"}, now=town.now)
    people.replace_card(reader=reader, reason="lost", staff=town.consultant, now=town.now)
    kept = str(list(Entry.objects.values()))
    for private in ("Шевчук", "Тамара", "1961", "765", "t@example", reader.card_number, "name_key"):
        assert private not in kept
    update = Entry.objects.filter(action=Entry.Action.UPDATE).order_by("pk")[0]
    assert {"surname", "phone"} <= set(update.changes)
    assert set(map(tuple, update.changes.values())) == {("", "")}
    assert last().sentence.replace(NBSP, " ") == "Командний рядок: змінено картку читача: номер квитка"


def test_erasing_a_reader_erases_the_entries_about_them(town: World) -> None:
    people.correct_reader(reader=town.taras, data={"surname": "Шевченко", "given_name": "Тарас"}, now=town.now)
    people.correct_reader(reader=town.daryna, data={"surname": "Нечуй"}, now=town.now)
    (holder,) = [one for one in holders.holders() if one.code == "audit"]
    (group,) = holder.collect(town.taras)
    assert "телефон" in group.records[0][1].value
    holder.erase(town.taras, town.now)
    assert not list(holder.collect(town.taras))
    assert list(holder.collect(town.daryna))


def test_passwords_and_their_hashes_never_enter(client: Client, town: World) -> None:
    town.sign_in(client, "director")
    client.post(f"/office/staff/{town.consultant.pk}/password/")
    hashed = Account.objects.get(pk=town.consultant.pk).password
    assert hashed not in str(list(Entry.objects.values()))
    assert last().sentence.replace(NBSP, " ") == "Ольга Т. змінила обліковий запис «Коваленко Наталя»: пароль"
    client.logout()
    Entry.objects.all().delete()
    client.post("/account/login/", {"login": "consultant", "password": PASSWORD})
    assert not Entry.objects.exists()  # signing in is no change of an account


def test_every_secret_field_is_hidden_whoever_registers_it() -> None:
    for audited in registry.kinds():
        for field in audited.fields:
            if any(word in field for word in ("password", "secret", "token", "pin_", "session")):
                assert field in audited.hidden, f"{audited.code}.{field}"


def test_replaced_targets_are_seen_to_end(town: World) -> None:
    for value, month in ((150, 1), (170, 6)):
        indicators.set_target(
            indicator="visits.total", place=town.central, value=Decimal(value), valid_from=date(2026, month, 1)
        )
    assert any("діє до: — → 01.06.2026" in line for line in sentences())


def test_what_was_undone_leaves_no_entry(town: World) -> None:
    with transaction.atomic():
        people.correct_account(account=town.consultant, by=town.director, surname="Інша", given_name="Наталя")
        assert Entry.objects.exists()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_nothing_is_written_while_paused(town: World) -> None:
    with actions.paused():
        town.central.phone = "2-17-36"
        town.central.save()
    assert not Entry.objects.exists()


def test_a_preference_is_told_by_its_question(town: World) -> None:
    preferences.set_value(declared=KEEP_MONTHS, text="6", by="Ольга Т.", now=town.now)
    assert "налаштування «Скільки місяців зберігати журнал змін?»" in last().sentence


def test_old_entries_are_erased_by_what_the_office_keeps(town: World) -> None:
    town.central.save()
    town.central.phone = "2-17-36"
    town.central.save()
    now = timezone.now()
    assert actions.prune(now=now + timedelta(days=400)) == 0
    preferences.set_value(declared=KEEP_MONTHS, text="6", by="Ольга Т.", now=town.now)
    assert actions.prune(now=now + timedelta(days=200)) == 2
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("given", "patronymic", "expected"),
    [
        ("Ольга", "", "f"),
        ("Микола", "", "m"),
        ("Юрій", "", "m"),
        ("Ілля", "Петрович", "m"),
        ("Саша", "Іванівна", "f"),
        ("", "", ""),
    ],
)
def test_the_verb_knows_whom_it_is_about(given: str, patronymic: str, expected: str) -> None:
    assert gender(Account(first_name=given, patronymic=patronymic)) == expected


def test_the_catalogue_of_models_has_a_word_for_each() -> None:
    assert Reader in {audited.model for audited in registry.kinds()}
    for audited in registry.kinds():
        assert str(audited.called)
        assert audited.title
