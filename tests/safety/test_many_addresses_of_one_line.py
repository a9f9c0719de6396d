"""One line of IPv6 has more addresses than there are grains of sand: limits count the line, as they count one IPv4."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory, override_settings

from oseredok.base.core.network import line_of
from oseredok.library.people.own_page import limits, pins
from tests.world import World


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("not an address", "not an address"),
    ],
)
def test_what_a_limit_counts_by(address: str, line: str) -> None:
    assert line_of(RequestFactory().get("/", REMOTE_ADDR=address)) == line


@pytest.mark.django_db
def test_pins_of_many_cards_are_not_guessed_from_many_addresses_of_one_line(world: World) -> None:
    pins.set_pin(reader=world.taras, pin="274913", now=world.now)
    guesser, most = Client(), limits.TRIES_FROM_NETWORK.most
    for number in range(most):
        told = {"card": f"{number:08d}", "pin": "274912"}
        guesser.post("/my/sign-in/card/", told, REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}")
    right = {"card": world.taras.card_number, "pin": "274913"}
    refused = guesser.post("/my/sign-in/card/", right, REMOTE_ADDR="2001:db8:1:2:abcd::1")
    assert refused.status_code == 422
    assert "reader" not in guesser.cookies
    assert guesser.post("/my/sign-in/card/", right, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


@pytest.mark.django_db
@override_settings(SECURE_PROXY_SSL_HEADER=None)
def test_an_invented_forwarded_address_changes_nothing(world: World) -> None:
    guesser, most = Client(), limits.TRIES_FROM_NETWORK.most
    for number in range(most):
        told = {"card": f"{number:08d}", "pin": "274912"}
        guesser.post("/my/sign-in/card/", told, headers={"x-forwarded-for": f"198.51.100.{number}"})
    told = {"card": world.taras.card_number, "pin": "274912"}
    answer = guesser.post("/my/sign-in/card/", told, headers={"x-forwarded-for": "203.0.113.9"})
    assert "Забагато" in answer.content.decode()
