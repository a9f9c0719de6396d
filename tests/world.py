"""The shared world of the tests: one small library system in the invented town of Тихогори, built through real actions.

    def test_something(client, world):
        world.sign_in(client, "consultant")

Central library and two branches, open Tuesday to Saturday 9–19. One account per role, and two who show the borders:
`branch_consultant` holds a role at the first branch only, `stranger` holds none. Two readers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.core.cache import cache
from django.test import Client

from oseredok.base.core import clock
from oseredok.library.people import actions as people
from oseredok.library.people.models import Account, Reader, Role
from oseredok.library.people.own_page.middleware import COOKIE
from oseredok.library.people.own_page.models import ReaderSession
from oseredok.library.people.own_page.queries import token_mark
from oseredok.library.places import actions as places
from oseredok.library.places.models import Library, LibrarySystem

PASSWORD = "lamp-over-book-26"

# A Wednesday, open, no clock change near.
DAY = date(2026, 10, 14)
NOW = clock.moment_at(DAY, time(11, 30))

WEEK = {weekday: [(time(9), time(19))] for weekday in range(1, 6)}  # Tuesday to Saturday

# Who works where: key → (role, place key or None for the whole system).
STAFF: dict[str, tuple[Role | None, str | None, str, str]] = {
    "consultant": (Role.CONSULTANT, "central", "Наталя", "Коваленко"),
    "branch_consultant": (Role.CONSULTANT, "branch", "Оксана", "Лимар"),
    "branch_librarian": (Role.BRANCH_LIBRARIAN, "branch", "Галина", "Дяченко"),
    "cataloguer": (Role.CATALOGUER, "central", "Ірина", "Ґедзь"),
    "methodist": (Role.METHODIST, None, "Леся", "Яремчук"),
    "head": (Role.HEAD, "central", "Богдан", "Їжакевич"),
    "director": (Role.DIRECTOR, None, "Ольга", "Ткаченко"),
    "administrator": (Role.ADMINISTRATOR, None, "Юрій", "Щербак"),
    "stranger": (None, None, "Марко", "Безруко"),
}


@dataclass
class World:
    """Everything a test may need; `now` is an open Wednesday morning."""

    system: LibrarySystem
    central: Library
    branch: Library
    second_branch: Library
    accounts: dict[str, Account] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)
    now: datetime = NOW

    @property
    def branches(self) -> list[Library]:
        return [self.branch, self.second_branch]

    @property
    def consultant(self) -> Account:
        return self.accounts["consultant"]

    @property
    def head(self) -> Account:
        return self.accounts["head"]

    @property
    def director(self) -> Account:
        return self.accounts["director"]

    @property
    def taras(self) -> Reader:
        """A grown-up with a phone, born in 1988."""
        return self.readers["taras"]

    @property
    def daryna(self) -> Reader:
        """A girl without contacts, born in 2015."""
        return self.readers["daryna"]

    def sign_in(self, client: Client, who: str, *, place: Library | None = None) -> Account:
        """Sign a client in as one of `STAFF`, at the given place or the first one.

        Who must have a second step of signing in gets a real one first, or nothing would open.
        """
        account = self.accounts[who]
        give_second_step(account)
        client.force_login(account)
        if place is not None:
            client.post("/people/place/", {"place": place.pk})
        return account


def give_second_step(account: Account) -> str:
    """Give those who must have one a real second step; return its secret, empty for everybody else."""
    from allauth.mfa.totp.internal import auth as phone

    from oseredok.library.people.sign_in import second_step

    if not second_step.is_owed(account=account):
        return ""
    secret: str = phone.generate_totp_secret()
    phone.TOTP.activate(account, secret)
    return secret


def build(*, now: datetime = NOW) -> World:
    """Build the world; everything in it is as old as `now`."""
    cache.clear()  # the limits of sign-in attempts
    world = _places()
    world.now = now
    where: dict[str | None, Library | None] = {None: None, "central": world.central, "branch": world.branch}
    for key, (role, place, given_name, surname) in STAFF.items():
        account = people.create_account(
            username=key.replace("_", "."), given_name=given_name, surname=surname, password=PASSWORD, by=None, now=now
        )
        if role is not None:
            people.give_role(account=account, role=role, place=where[place], by=None, now=now)
        world.accounts[key] = account
    world.readers = _readers(world, now=now)
    return world


def _places() -> World:
    system = LibrarySystem.objects.create(
        name="Комунальний заклад «Тихогірська міська бібліотека»",
        short_name="Тихогірська міська бібліотека",
        town="Тихогори",
        founder="Тихогірська міська рада",
        population=21_400,
    )
    details: list[dict[str, Any]] = [
        {
            "code": "central",
            "name": "Центральна міська бібліотека",
            "short_name": "Центральна",
            "is_central": True,
            "address": "вул. Садова, 7",
            "phone": "+380 (4642) 2-17-35",
            "email": "biblioteka@example.com",
        },
        {
            "code": "zarichchia",
            "name": "Бібліотека-філія «Заріччя»",
            "short_name": "Філія «Заріччя»",
            "address": "вул. Мостова, 12",
        },
        {
            "code": "vysoke",
            "name": "Бібліотека-філія у Високому",
            "short_name": "Філія у Високому",
            "address": "с. Високе, вул. Шкільна, 1",
            "is_rural": True,
        },
    ]
    libraries = []
    for order, one in enumerate(details):
        library = Library.objects.create(system=system, order=order, **one)
        places.set_weekly_hours(library=library, week=WEEK, starts_on=date(2020, 1, 1))
        libraries.append(library)
    return World(system=system, central=libraries[0], branch=libraries[1], second_branch=libraries[2])


def _readers(world: World, *, now: datetime) -> dict[str, Reader]:
    taras = people.register_reader(
        surname="Шевченко",
        given_name="Тарас",
        patronymic="Григорович",
        birth_year=1988,
        phone="067 123-45-67",
        email="taras@example.com",
        social_status="teacher",
        library=world.central,
        staff=world.consultant,
        now=now,
    )
    daryna = people.register_reader(
        surname="Нечуй-Левицька",
        given_name="Дарина",
        birth_year=2015,
        social_status="pupil",
        library=world.central,
        staff=world.consultant,
        now=now,
    )
    return {"taras": taras, "daryna": daryna}


def come_in(client: Client, reader: Reader, *, now: datetime, way: str = "code") -> ReaderSession:
    """Give a client the session of a reader who has come in; `tests/cabinet` goes through the real doors."""
    token = secrets.token_urlsafe(32)
    session = ReaderSession.objects.create(
        token_mark=token_mark(token), reader=reader, way=way, address=reader.email if way == "code" else "",
        began_at=now, seen_at=now, proved_at=now,
    )  # fmt: skip
    client.cookies[COOKIE] = token
    return session
