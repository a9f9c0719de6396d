"""Small builders of what the journal counts: a library, kinds of services, people. The rest is done by real actions."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import transaction

from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library, LibrarySystem
from oseredok.spine.journal import actions
from oseredok.spine.journal.models import Entry, Reason

NOON = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)  # 12:00 in Kyiv
_numbers = count(1)


def make_kind(code: str, *, scheme: str = "", unit: str = "service", **more: Any) -> ServiceKind:
    group, _ = ServiceGroup.objects.get_or_create(code=f"group-{code}"[:50], defaults={"name": "Група"})
    defaults = {"group": group, "name": code.capitalize(), "short_name": code[:40], "unit": unit, "is_active": True}
    kind, _ = ServiceKind.objects.update_or_create(
        code=code, defaults={**defaults, "theme_scheme": scheme, "favourite_key": "", **more}
    )
    return kind


def make_theme(code: str, *, scheme: str = "request", name: str = "Субсидії та пільги") -> Theme:
    theme, _ = Theme.objects.get_or_create(scheme=scheme, code=code, defaults={"name": name})
    return theme


class Town:
    """Two libraries, three kinds, a librarian."""

    def __init__(self) -> None:
        number = next(_numbers)
        system = LibrarySystem.objects.create(name="Тихогірська бібліотека", short_name="Тихогори")
        self.central = Library.objects.create(
            system=system, code=f"central-{number}", name="Центральна", short_name="Центральна", is_central=True
        )
        self.branch = Library.objects.create(system=system, code=f"branch-{number}", name="Філія", short_name="Філія")
        self.visit = make_kind("journal-visit", unit="visit")
        self.help = make_kind("journal-help", scheme="request", unit="consultation")
        self.print = make_kind("journal-print", unit="page")
        self.theme = make_theme("journal-subsidy")
        self.librarian = Account.objects.create(username=f"natalia-{number}", first_name="Наталя")

    def reader(self, surname: str = "Коваль") -> Reader:
        return Reader.objects.create(
            card_number=f"{next(_numbers):08}",
            surname=surname,
            home_library=self.central,
            name_key=surname.casefold(),
            created_on=NOON.date(),
        )

    def record(self, **told: Any) -> Entry:
        """One visit at noon on 14 October 2026, unless told otherwise."""
        told.setdefault("occurred_at", min(told.get("now", NOON), NOON))
        with transaction.atomic():
            return actions.record(
                **{"kind": self.visit, "place": self.central, "now": NOON, "staff": self.librarian, **told}
            )

    def reverse(self, entry: Entry, *, now: datetime = NOON, reason: str = Reason.SLIP) -> Entry:
        with transaction.atomic():
            return actions.reverse(entry=entry, staff=self.librarian, now=now, reason=reason)


def kyiv_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
