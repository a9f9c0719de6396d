"""Verbs about the institution, its libraries and rooms. When a library is open: `actions`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.base.core.text import display_apostrophe, slug, tidy
from oseredok.library.places import place_rules as rules
from oseredok.library.places.models import Library, LibrarySystem, Room


@dataclass(frozen=True, kw_only=True)
class Requisites:
    """Who signs the papers."""

    name: str
    short_name: str = ""
    centre_name: str = ""
    founder: str = ""
    town: str = ""
    registry_code: str = ""
    population: int | None = None


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """How to find a library and to reach it."""

    address: str = ""
    phone: str = ""
    email: str = ""
    directions: str = ""
    access_notes: str = ""
    shelter_notes: str = ""


@transaction.atomic
def found_system(*, requisites: Requisites, today: date) -> Library:
    """Make the institution with its central library, named alike until somebody tells them apart; return the library.

    Raises:
        Conflict (`centre_exists`): the database has its institution already.
        Invalid: see `correct_system`.
    """
    if LibrarySystem.objects.exists():
        raise Conflict(_("Осередок уже створено. Увійдіть зі своїм іменем."), code="centre_exists")
    system = LibrarySystem()
    _write(system, requisites)
    return Library.objects.create(
        system=system,
        code="central",
        name=system.name,
        short_name=system.short_name[:60],
        is_central=True,
        opened_on=today,
    )


@transaction.atomic
def correct_system(*, system: LibrarySystem, requisites: Requisites) -> LibrarySystem:
    """Correct the institution's names and codes. A central library that was called like it keeps its name in step.

    Raises:
        Invalid (`no_name`, `registry_code_length`, `registry_code_digit`).
    """
    system = LibrarySystem.objects.select_for_update().get(pk=system.pk)
    alike = Library.objects.filter(system=system, is_central=True, name=system.name).first()
    _write(system, requisites)
    if alike is not None:
        alike.name, alike.short_name = system.name, system.short_name[:60]
        alike.save()
    return system


@transaction.atomic
def set_holidays_are_working(*, system: LibrarySystem, working: bool) -> LibrarySystem:
    """Say whether public holidays are working days (martial law) or days off."""
    system = LibrarySystem.objects.select_for_update().get(pk=system.pk)
    system.holidays_are_working = working
    system.save()
    return system


@transaction.atomic
def add_library(
    *, system: LibrarySystem, name: str, short_name: str, is_rural: bool, contacts: Contacts, today: date
) -> Library:
    """Add a branch; it stands last until the office orders otherwise. Raises Invalid (`no_name`)."""
    name, short_name = _named(name, short_name, longest=60)
    order = max(Library.objects.filter(system=system).values_list("order", flat=True), default=0) + 1
    library = Library(system=system, code=_free_code(short_name), order=order, opened_on=today)
    library.name, library.short_name, library.is_rural = name, short_name, is_rural
    _reach(library, contacts)
    return library


@transaction.atomic
def correct_library(*, library: Library, name: str, short_name: str, is_rural: bool, contacts: Contacts) -> Library:
    """Correct a library's name and how to find it. Raises Invalid (`no_name`)."""
    library.name, library.short_name = _named(name, short_name, longest=60)
    library.is_rural = is_rural
    _reach(library, contacts)
    return library


@transaction.atomic
def correct_contacts(*, library: Library, contacts: Contacts) -> Library:
    """Correct how to find the library and to reach it."""
    _reach(library, contacts)
    return library


@transaction.atomic
def move_library(*, library: Library, up: bool) -> None:
    """Change places with the neighbour in the office's order; at the end of the list nothing happens."""
    rows = list(
        Library.objects.select_for_update().filter(system=library.system).order_by("-is_central", "order", "pk")
    )
    at = next(number for number, one in enumerate(rows) if one.pk == library.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows) or rows[to].is_central or rows[at].is_central:
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, one in enumerate(rows):
        if one.order != number:
            one.order = number
            one.save()


# --- Rooms ----------------------------------------------------------------------------------------------


@transaction.atomic
def add_room(*, library: Library, name: str, purpose: str, area: Decimal, step_free: bool) -> Room:
    """Add a room. Raises Invalid (`no_name`, `purpose_unknown`, `area_unclear`) and Conflict (`room_taken`)."""
    room = Room(library=library)
    _furnish(room, name=name, purpose=purpose, area=area, step_free=step_free)
    return room


@transaction.atomic
def correct_room(*, room: Room, name: str, purpose: str, area: Decimal, step_free: bool) -> Room:
    """Correct a room. Raises as `add_room`."""
    _furnish(room, name=name, purpose=purpose, area=area, step_free=step_free)
    return room


@transaction.atomic
def remove_room(*, room: Room) -> None:
    """Take a room off the list; taking it off twice is no error. Raises Conflict (`room-in-use`): seats stand there."""
    try:
        for found in Room.objects.filter(pk=room.pk):
            found.delete()
    except ProtectedError:
        raise Conflict(
            _("У цьому приміщенні є або були місця зали: їхня історія лишається, тож і приміщення теж."),
            code="room-in-use",
        ) from None


def _write(system: LibrarySystem, given: Requisites) -> None:
    rules.check_registry_code(given.registry_code)
    system.name, system.short_name = _named(given.name, given.short_name, longest=80)
    system.centre_name = display_apostrophe(tidy(given.centre_name))[:120] or "Осередок"
    system.founder, system.town = display_apostrophe(tidy(given.founder)), display_apostrophe(tidy(given.town))
    system.registry_code, system.population = given.registry_code, given.population
    system.save()


def _reach(library: Library, given: Contacts) -> None:
    library.address, library.phone, library.email = tidy(given.address), given.phone, given.email.strip().lower()
    library.directions, library.access_notes = given.directions.strip(), given.access_notes.strip()
    library.shelter_notes = tidy(given.shelter_notes)
    library.save()


def _furnish(room: Room, *, name: str, purpose: str, area: Decimal, step_free: bool) -> None:
    room.name = display_apostrophe(tidy(name))
    rules.check_room(name=room.name, purpose=purpose, area=area)
    rules.check_room_name_is_free(
        name=room.name,
        others=Room.objects.filter(library=room.library).exclude(pk=room.pk).values_list("name", flat=True),
    )
    room.purpose, room.area, room.step_free = purpose, area, step_free
    room.save()


def _named(name: str, short_name: str, *, longest: int) -> tuple[str, str]:
    name, short_name = display_apostrophe(tidy(name)), display_apostrophe(tidy(short_name))
    rules.check_name(name)
    return name, (short_name or name)[:longest]


def _free_code(name: str) -> str:
    base = slug(name)[:40] or "library"
    taken = set(Library.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{number}" for number in range(2, 1000))) if code not in taken)
