"""How long pages take beside a large registry and large tables: no page may grow with them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from bench.measuring import HEAD, measured

if TYPE_CHECKING:
    from django.test import Client

TOLD = {"kind": "person", "given_name": "Олександр", "birth_year": "1984", "phone": "067 123-45-67"}


def signed_in(username: str) -> Client:
    """Return a browser in which one of the staff has signed in, with a second step where it is owed."""
    from django.test import Client

    from oseredok.library.people.models import Account
    from tests.world import give_second_step

    account = Account.objects.get(username=username)
    give_second_step(account)
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    return client


def measure(times: int) -> None:
    """Print the time of registering and of each page."""
    print(f"\nRegistering, {HEAD}")
    _registering(times)
    print(f"\nPages, {HEAD}")
    for name, client, address in _pages():
        assert client.get(address).status_code == 200, address
        print(f"  {name:44} {measured(lambda: client.get(address), times)}", flush=True)  # noqa: B023 - at once


def _registering(times: int) -> None:
    from django.urls import reverse

    from oseredok.library.people.models import Reader

    client, address, numbers = signed_in("consultant"), reverse("desk:register_reader"), count()

    def opened() -> None:
        assert client.get(address).status_code == 200

    def doubles(twin: Reader) -> None:
        answer = client.post(address, {**TOLD, "surname": twin.surname, "consent": "paper"})
        assert answer.status_code == 422, answer.status_code
        assert str(twin.public_id).encode() in answer.content

    def registered() -> None:
        number = next(numbers)
        told = {**TOLD, "surname": f"Новенька{number}", "phone": "", "consent": "paper", "not_same": "1"}
        answer = client.post(address, told)
        assert answer.status_code == 302, answer.status_code

    twin = Reader.objects.filter(erased_on=None, given_name="Олександр", birth_year=1984).order_by("pk")[0]
    print(f"  {'opened':44} {measured(opened, times)}")
    print(f"  {'sent, doubles found':44} {measured(lambda: doubles(twin), times)}")
    print(f"  {'sent, registered (commit flushed)':44} {measured(registered, times)}", flush=True)


def _pages() -> list[tuple[str, Any, str]]:
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from oseredok.library.people.models import Account, Reader
    from tests.world import come_in

    desk, head, administrator = signed_in("consultant"), signed_in("head"), signed_in("administrator")
    reader = Reader.objects.filter(erased_on=None).exclude(email="").order_by("pk")[500]
    own = Client(headers={"host": "localhost"})
    come_in(own, reader, now=timezone.now())
    anybody = Client(headers={"host": "localhost"})
    looked = Account.objects.get(username="consultant").pk
    return [
        ("the list of readers, before a search", desk, reverse("people:readers")),
        ("a reader's page", desk, reverse("people:reader", args=[reader.public_id])),
        ("a reader's data at the desk", desk, reverse("privacy:reader", args=[reader.public_id])),
        ("the desk", desk, reverse("desk:today")),
        ("asking for a card on the site", anybody, reverse("front:card")),
        ("«Мої дані»", own, reverse("cabinet:home")),
        ("who may be in the registry twice", head, reverse("people:duplicates")),
        ("personal data in the office", head, reverse("privacy_office:home")),
        ("terms of keeping, dry run", head, reverse("privacy_office:terms")),
        ("consents", head, reverse("privacy_office:consents")),
        ("readers without consent", head, reverse("privacy_office:lacking")),
        ("who looked", head, reverse("privacy_office:looks")),
        ("what one of the staff opened", head, reverse("privacy_office:looks_of", args=[looked])),
        ("log of changes", administrator, reverse("office:changes")),
        ("background jobs", administrator, reverse("office:jobs")),
        ("letters", administrator, reverse("office:letters")),
        ("the system page", administrator, reverse("office:system")),
        ("the office's home", administrator, reverse("office:home")),
    ]
