"""A few invented books and their copies, made as an import makes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.crosswalk.copies import CopyData
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.crosswalk.reading import Described
from oseredok.collections.catalogue.describing import prepare_described
from oseredok.collections.catalogue.exhibitions import actions as exhibitions
from oseredok.collections.catalogue.exhibitions.models import Exhibit, Exhibition
from oseredok.collections.catalogue.models import Location, Origin, Record
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from tests.world import World


def origin() -> Origin:
    return Origin.objects.get_or_create(name="ІРБІС")[0]


def put(
    world: World,
    title: str,
    author: str = "",
    year: int | None = 2020,
    *,
    kind: str = "book",
    number: str = "",
    copies: list[CopyData] | None = None,
    days_ago: int = 0,
    **data: Any,
) -> Record:
    """Put a record into the catalogue, `days_ago` days before the world's now."""
    if author:
        data.setdefault("persons", [{"name": author, "role": "aut"}])
    told = Described(
        kind=kind, title=title, author=author, year=year, language="ukr", control_number=number,
        data=cast(Data, {"languages": ["ukr"], **data}), copies=copies or [],
    )  # fmt: skip
    now = world.now - timedelta(days=days_ago)
    [made] = storing.make([prepare_described(told)], storing.Shelves(origin()), None, now=now)
    for code, library in (("АБ", world.central), ("Ф1", world.branch)):
        Location.objects.filter(origin=origin(), code=code).update(library=library)
    return made


def copy(place: str = "АБ", status: str = "free", mark: str = "", quantity: int = 1) -> CopyData:
    return CopyData(location=place, status=status, shelf_mark=mark, quantity=quantity)


def mills(world: World) -> Record:
    """A book of local studies with everything that a page can show."""
    return put(
        world,
        "Млини над Тихою",
        "Гайова, Лідія Петрівна",
        2023,
        kind="local",
        number="m-1",
        subtitle="історія одного містечка",
        responsibility="Лідія Гайова ; худож. Остап Лимар",
        persons=[{"name": "Гайова, Лідія Петрівна", "role": "aut"}, {"name": "Лимар, Остап", "role": "ill"}],
        abstract="Як жили Тихогори від першого водяного млина.",
        places=["Полтава"],
        publishers=["Світлиця"],
        date="2023",
        extent="214 с. : іл.",
        topics=["Млини – Історія"],
        about_places=["Тихогори, місто"],
        classes=[{"scheme": "udc", "index": "94(477.53)"}],
        isbn=["9786177171132"],
        links=[{"url": "https://example.org/mlyny.pdf"}],
        copies=[copy("АБ", "lent"), copy("Ф1", "free", "94(477) Г14"), copy("АБ", "reading")],
    )


def duty(world: World, role: Role = Role.CATALOGUER) -> Duty:
    """The cataloguer, or somebody else of the central library, at work."""
    account = world.accounts[str(role.value)]
    return Duty(account=account, place=world.central, places=[world.central], roles=frozenset({role}))


def drafted(world: World, title: str = "До дня міста", *, ends_in: int | None = None, starts_in: int = 0) -> Exhibition:
    """Begin an exhibition that opens `starts_in` days from the world's now."""
    today = local_date(world.now)
    return exhibitions.make_exhibition(
        duty=duty(world),
        title=title,
        intro="Що читати про наші вулиці.",
        starts_on=today + timedelta(days=starts_in),
        ends_on=None if ends_in is None else today + timedelta(days=ends_in),
        now=world.now,
    )


def shown(world: World, *records: Record) -> Exhibit:
    """Show an exhibition of these records; return its first book."""
    made = drafted(world)
    for record in records:
        exhibitions.add_exhibit(exhibition=made, duty=duty(world), told=str(record.pk), note="", now=world.now)
    exhibitions.show_exhibition(exhibition=made, duty=duty(world), is_shown=True, now=world.now)
    return made.exhibits.all()[0]
