"""The office's pages of the hall for every eye, width and hand: plan, photo, labels, lent laptops, planned power cuts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from oseredok.library.places import outages
from oseredok.services.seats import layout, lending, photos, planning
from oseredok.services.seats.models import Handout, Seat
from tests import browser as browsing
from tests.desk_hall import stage
from tests.site import written
from tests.world import DAY, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seats(world: World, client: Client) -> Iterator[dict[str, Seat]]:
    """A busy hall that is drawn, with a photo, a laptop that is late and one that came back before, a power cut ahead."""
    with time_machine.travel(stage.NOW + timedelta(minutes=45), tick=True):
        found = stage.a_busy_hour(world)
        room = found["ПК 1"].room
        planning.set_plan(room=room, columns=6, rows=4)
        planning.arrange(room=room)
        for kind, column, row in (("door", 2, 5), ("window", 0, 2), ("window", 7, 1), ("desk", 6, 4)):
            planning.add_thing(room=room, kind=kind, column=column, row=row)
        for name in ("ПК 1", "Ноутбук 3"):
            found[name] = layout.change_seat(seat=Seat.objects.get(pk=found[name].pk), backup_power=True)
        photos.put(seat=found["ПК 1"], file=SimpleUploadedFile("a.jpg", written.photo()), alt="Стіл біля вікна")
        out = Handout.objects.get()
        now = stage.NOW + timedelta(minutes=1)
        sitting = out.hold.seat.holds.model.objects.get(seat=found["Ноутбук 2"], state="seated")
        back = lending.hand_out(hold=sitting, staff=world.consultant, now=now)
        lending.take_back(handout=back, condition="broken", note="Клавіша Ї не натискається", staff=world.head, now=now)
        outages.add(
            library=world.central,
            day=DAY + timedelta(days=1),
            since=time(12),
            until=time(15),
            note="черга 3.1",
            now=now,
        )
        world.sign_in(client, "head")
        yield found


def pages(world: World, seats: dict[str, Seat]) -> list[str]:
    hall = f"/office/hall/{world.central.pk}/"
    return [
        hall,
        f"/office/hall/room/{seats['ПК 1'].room_id}/plan/",
        f"/office/hall/seat/{seats['ПК 1'].public_id}/",
        f"{hall}labels/",
        f"{hall}laptops/",
        f"/office/calendar/{world.central.pk}/?month={DAY:%Y-%m}",
        f"/office/calendar/{world.central.pk}/outage/",
        "/desk/hall/?view=plan",
        f"/seats/s/{seats['ПК 1'].public_id}/",
        f"/seats/place/?day={DAY + timedelta(days=1)}&start=14:00",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_read_by_axe_and_fits_a_phone(
    page: Page, live_server: Any, client: Client, world: World, seats: dict[str, Seat], scheme: Any
) -> None:
    browsing.sign_in(page, live_server, client)
    page.emulate_media(color_scheme=scheme)
    for path in pages(world, seats):
        for size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
            if size != "tablet":
                browsing.assert_accessible(page)


def test_by_keyboard_a_seat_of_the_plan_opens_its_page(
    page: Page, live_server: Any, client: Client, world: World, seats: dict[str, Seat]
) -> None:
    browsing.sign_in(page, live_server, client)
    page.goto(f"/office/hall/{world.central.pk}/")
    seat = page.get_by_role("link", name="ПК 2 не працює")
    seat.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="ПК 2", level=1)).to_be_visible()


def test_without_a_script_seats_change_places_and_a_laptop_comes_back(
    browser: Any, live_server: Any, client: Client, world: World, seats: dict[str, Seat]
) -> None:
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        browsing.sign_in(page, live_server, client)
        page.goto(f"/office/hall/room/{seats['ПК 1'].room_id}/plan/")
        page.get_by_label("Стіл 4: зліва").fill("6")
        page.get_by_label("Стіл 4: зверху").fill("4")
        page.get_by_role("button", name="Зберегти").click()
        expect(page.locator(".error-summary")).to_contain_text("На цій клітинці вже стоїть стійка.")
        page.get_by_label("Стіл 4: зверху").fill("2")
        page.get_by_role("button", name="Зберегти").click()
        expect(page.get_by_text("Місця розставлено.")).to_be_visible()
        page.goto(f"/office/hall/{world.central.pk}/laptops/")
        page.get_by_role("button", name="Прийняти назад").click()
        expect(page.get_by_text("Ноутбук 1: прийнято назад.")).to_be_visible()


def test_a_seat_is_dragged_to_a_free_cell_and_refused_on_a_taken_one(
    page: Page, live_server: Any, client: Client, world: World, seats: dict[str, Seat]
) -> None:
    browsing.sign_in(page, live_server, client)
    page.goto(f"/office/hall/room/{seats['ПК 1'].room_id}/plan/")

    def drag(seat: Seat, to: Seat | str) -> None:
        page.locator(f"[data-seat='{seat.public_id}']").hover()
        page.mouse.down()
        target = page.get_by_text(to) if isinstance(to, str) else page.locator(f"[data-seat='{to.public_id}']")
        box = target.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
        page.mouse.up()

    drag(seats["Стіл 4"], "3 · 2")
    expect(page.get_by_text("Місця розставлено.")).to_be_visible()
    expect(page.get_by_label("Стіл 4: зліва")).to_have_value("3")
    expect(page.get_by_label("Стіл 4: зверху")).to_have_value("2")
    drag(seats["Стіл 4"], seats["ПК 1"])
    expect(page.locator(".error-summary")).to_contain_text("На цій клітинці вже стоїть ПК 1.")
    moved = Seat.objects.get(pk=seats["Стіл 4"].pk)
    assert (moved.plan_x, moved.plan_y) == (3, 2)
