"""A book that is only read in the hall leads from its page to a seat there."""

from __future__ import annotations

from dataclasses import replace

from django.test import Client

from oseredok.collections.catalogue import beside
from oseredok.collections.catalogue.addresses import path_of
from oseredok.services.seats.models import HallRules
from tests.front_catalogue.shelves import copy, put
from tests.front_seats.conftest import Site

LEADS = 'href="/seats/?at=central"'


def page_of(client: Client, site: Site, *statuses: str, place: str = "АБ") -> str:
    book = put(site.hall.world, f"Атлас {len(statuses)} {place}", copies=[copy(place, one) for one in statuses])
    return client.get(path_of(book)).content.decode()


def test_a_seat_may_be_booked_from_a_book_that_is_only_read_here(site: Site, client: Client) -> None:
    page = page_of(client, site, "reading")
    assert LEADS in page
    assert "Забронювати місце" in page
    assert client.get("/seats/?at=central").status_code == 200


def test_what_can_be_taken_home_or_lies_where_no_seats_are_offers_none(site: Site, client: Client) -> None:
    assert "Забронювати місце" not in page_of(client, site, "free")
    assert "Забронювати місце" not in page_of(client, site, "reading", "free", place="Ф1")


def test_a_hall_that_takes_no_bookings_on_the_site_is_not_offered(site: Site, client: Client) -> None:
    HallRules.objects.update_or_create(place=site.hall.place, defaults={"booking_open": False})
    assert LEADS not in page_of(client, site, "reading")


def test_offers_stand_in_their_order_and_one_of_the_same_code_replaces_the_former(site: Site, client: Client) -> None:
    later = beside.Offer(
        "later", 20, lambda record, now: beside.Button("/later/", f"Замовити «{record.title}»", "mail")
    )
    first = beside.Offer("first", 5, lambda record, now: beside.Button("/first/", "Перше", "mail"))
    try:
        for one in (later, replace(first, order=30), first):
            beside.register(one)
        page = page_of(client, site, "reading")
    finally:
        beside._offers.pop("later")
        beside._offers.pop("first")
    assert page.index("/first/") < page.index(LEADS) < page.index("/later/")
    assert "Замовити «Атлас 1 АБ»" in page
