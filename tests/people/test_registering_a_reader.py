"""A reader gets a card with a check digit and one registration a year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.people import actions, rules
from oseredok.library.people.models import AgeGroup, Reader
from oseredok.library.people.queries import age_group_of, reader_by_card
from tests.world import DAY, World


def register(world: World, **details: object) -> Reader:
    given = {"surname": "Бойко", "given_name": "Ніна", **details}
    return actions.register_reader(library=world.central, staff=world.consultant, now=world.now, **given)  # type: ignore[arg-type]


@given(st.integers(min_value=1, max_value=9_999_999))
def test_every_card_number_proves_itself_and_no_single_slip_does(serial: int) -> None:
    number = rules.card_number(serial)
    assert len(number) == 8
    assert rules.is_card_number(number)
    for place in range(8):
        slip = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert not rules.is_card_number(slip)


@pytest.mark.django_db
def test_cards_are_numbered_one_by_one(world: World) -> None:
    one, two = register(world), register(world)
    assert int(two.card_number[:-1]) == int(one.card_number[:-1]) + 1
    assert reader_by_card(two.card_number) == two


@pytest.mark.django_db
def test_a_card_printed_beforehand_is_taken_as_it_is(world: World) -> None:
    printed = rules.card_number(5_000_001)
    assert register(world, card_number=f" {printed[:4]} {printed[4:]} ").card_number == printed
    with pytest.raises(Conflict, match="інший читач") as refused:
        register(world, card_number=printed)
    assert refused.value.code == "card_taken"
    with pytest.raises(Invalid, match="8 цифр"):
        register(world, card_number="123")
    with pytest.raises(Invalid, match="не буває"):
        register(world, card_number="12345678")


@pytest.mark.django_db
def test_registering_keeps_what_was_said_in_one_form(world: World) -> None:
    reader = register(world, surname="  д'артаньян ", given_name="Мар*яна", phone="067-765-43-21", birth_year=2008)
    assert (reader.surname, reader.given_name, reader.phone) == ("д’Артаньян", "Мар’яна", "+380677654321")
    assert reader.name_key == " дартаньян марʼяна".replace("ʼ", "")
    registration = reader.registrations.get()
    assert (registration.year, registration.is_first, registration.age_group) == (2026, True, AgeGroup.A18_21)
    assert registration.registered_on == DAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"surname": "  "}, "no_surname"),
        ({"birth_year": 2027}, "birth_year"),
        ({"birth_year": 1905}, "birth_year"),
        ({"phone": "067 123"}, "phone-short"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(world: World, details: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        register(world, **details)
    assert refused.value.code == code
    assert Reader.objects.count() == 2


@pytest.mark.django_db
def test_an_organisation_has_no_age(world: World) -> None:
    reader = register(world, kind="organisation", surname="Клуб «Гурт»", given_name="зайве", birth_year=1990)
    assert (reader.given_name, reader.birth_year, reader.full_name) == ("", None, "Клуб «Гурт»")
    assert reader.registrations.get().age_group == ""


@pytest.mark.django_db
def test_a_reader_is_registered_once_a_year(world: World) -> None:
    with pytest.raises(Conflict) as refused:
        actions.renew_registration(reader=world.taras, library=world.central, staff=world.head, now=world.now)
    assert refused.value.code == "registered_already"
    next_year = world.now + timedelta(days=90)
    again = actions.renew_registration(reader=world.taras, library=world.branch, staff=world.head, now=next_year)
    assert (again.year, again.is_first, again.library, again.age_group) == (2027, False, world.branch, AgeGroup.A36_59)


@pytest.mark.django_db
def test_one_who_left_is_back_after_registering_again(world: World) -> None:
    Reader.objects.filter(pk=world.taras.pk).update(closed_on=world.now.date())
    actions.renew_registration(
        reader=world.taras, library=world.central, staff=world.head, now=world.now + timedelta(days=90)
    )
    world.taras.refresh_from_db()
    assert world.taras.closed_on is None


@pytest.mark.django_db
def test_a_correction_changes_what_finds_the_reader(world: World) -> None:
    actions.correct_reader(reader=world.taras, data={"surname": "Кобзар", "given_name": "Тарас"}, now=world.now)
    world.taras.refresh_from_db()
    assert world.taras.name_key == " кобзар тарас"
    assert world.taras.phone == ""


@pytest.mark.django_db
def test_a_lost_card_finds_nobody_any_more(world: World) -> None:
    old = world.taras.card_number
    reader = actions.replace_card(reader=world.taras, reason="lost", staff=world.consultant, now=world.now)
    assert reader_by_card(old) is None
    assert reader_by_card(reader.card_number) == world.taras


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (0, AgeGroup.A0_6),
        (6, AgeGroup.A0_6),
        (7, AgeGroup.A7_9),
        (14, AgeGroup.A10_14),
        (15, AgeGroup.A15_17),
        (18, AgeGroup.A18_21),
        (22, AgeGroup.A22_35),
        (35, AgeGroup.A22_35),
        (36, AgeGroup.A36_59),
        (60, AgeGroup.A60_74),
        (75, AgeGroup.A75P),
        (110, AgeGroup.A75P),
    ],
)
def test_the_age_group_follows_the_year_of_birth(age: int, group: AgeGroup) -> None:
    assert age_group_of(birth_year=DAY.year - age, on=DAY) == group


@pytest.mark.django_db
def test_the_way_back_pressed_twice_is_told_and_breaks_nothing(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    actions.close_reader(reader=world.taras, why="moved", on=world.now.date(), now=world.now)
    for told in ("знову в реєстрі", "і так не вибував"):
        answer = client.post(f"/people/{world.taras.public_id}/back/", follow=True)
        assert answer.status_code == 200
        assert told in answer.content.decode()
