"""`house`: what every page knows about the library, and what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from oseredok.library.places import actions
from oseredok.library.places.context import House, house
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_use_it_pays_nothing(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        house(RequestFactory().get("/"))


def test_a_page_that_uses_everything_pays_three_queries(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        one = House(now=world.now)
        assert (one.system_name, one.centre_name) == (world.system.name, world.system.centre_name)
        assert (one.name, one.address) == (world.central.name, world.central.address)
        assert (one.open_sentence, one.is_open, one.is_alert) == ("Відчинено до 19:00", True, False)
        assert one.day_sentence.replace("\u00a0", " ") == "середа, 14 жовтня"
        assert one.hours_lines == ["вівторок–субота 9:00–19:00", "неділя, понеділок — зачинено"]
        assert one.coming_lines == []
        assert (one.phone, one.email) == (world.central.phone, world.central.email)
        assert (one.shelter, len(one.access_lines)) == (
            world.central.shelter_notes,
            len(world.central.access_notes.splitlines()),
        )


def test_an_alert_is_seen_at_once(world: World) -> None:
    actions.begin_closure(library=world.central, kind="air_raid", staff_name="Н", now=world.now)
    one = House(now=world.now + timedelta(seconds=1))
    assert (one.is_open, one.is_alert) == (False, True)
    assert one.open_sentence.startswith("Повітряна тривога")


def test_staff_see_the_place_of_their_duty(world: World) -> None:
    request = RequestFactory().get("/")
    request.duty = type("Duty", (), {"place": world.branch})()  # type: ignore[attr-defined]
    assert house(request)["house"].short_name == "Філія «Заріччя»"


def test_before_the_first_set_up_every_field_is_empty() -> None:
    one = House()
    assert (one.name, one.address, one.open_sentence, one.hours_lines) == ("", "", "", [])
    assert one.centre_name == "Осередок"
