"""The sheet by hand: numbers typed one after another with Enter, kept without a button; the same for everybody's eyes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests import browser as browsing
from tests.statistics_form.forms import YEAR, a_report, a_version, cell_of, number_of, put, visits
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_numbers_typed_with_enter_are_kept_and_the_rest_follows(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    a_version(world)
    visits(world, 40)
    report = a_report(world, place=world.central)
    put(world, a_report(world, place=world.central, year=YEAR - 1), books__end="990")
    world.sign_in(client, "head")
    browsing.sign_in(page, live_server, client)
    page.goto(f"/office/six-nk/{YEAR}/{world.central.pk}/")
    browsing.assert_accessible(page)
    seats, start = (page.locator(f"#n-{cell_of(report, key)}") for key in ("seats", "books:start"))
    seats.fill("16")
    seats.press("Enter")
    page.wait_for_function("document.activeElement.name.startsWith('n-')")
    assert page.evaluate("document.activeElement.id") == f"n-{cell_of(report, 'books:start')}"
    page.get_by_text("записано").first.wait_for()
    expect(page.locator(f"#v-{cell_of(report, 'per_seat')}")).to_have_text(re.compile("^2,5"))
    start.fill("багато")
    start.press("Enter")
    page.get_by_text("Напишіть число цифрами").wait_for()
    browsing.assert_accessible(page)
    start.fill("990")
    start.press("Tab")
    page.get_by_text("Напишіть число цифрами").wait_for(state="detached")
    assert (number_of(report, "seats"), number_of(report, "books:start")) == (16, 990)
    page.reload()
    expect(start).to_have_value("990")


def test_pages_of_the_form_are_for_every_eye_and_width(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    version = a_version(world)
    draft = a_version(world, name="Чернетка", in_force=False)
    visits(world, 40)
    report = a_report(world, place=world.central)
    put(world, report, books__start="10", books__added="1", books__end="15")
    world.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    for path in (
        f"/office/six-nk/{YEAR}/",
        f"/office/six-nk/{YEAR}/{world.central.pk}/",
        f"/office/six-nk/{YEAR}/{world.central.pk}/number/{cell_of(report, 'visits')}/",
        f"/office/six-nk/forms/{version.pk}/",
        f"/office/six-nk/sections/{draft.sections.all()[1].pk}/line/",
    ):
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_accessible(page)
            browsing.assert_no_sideways_scroll(page)
