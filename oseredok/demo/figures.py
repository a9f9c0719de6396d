"""Numbers that the invented library writes by hand: staff, stock, money, equipment of two years; and what it aims at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.indicators import actions
from oseredok.management.indicators.figure_actions import write_figures

SOURCE = "звіт за рік, книга сумарного обліку"

# Library → indicator → the year before last, the last year. Money is the whole system's.
OF_LIBRARIES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "central": {
        "room.area_other": ("46.5", "46.5"), "room.seats": ("38", "42"), "room.seats_computer": ("6", "9"),
        "it.computers_total": ("11", "14"), "it.computers_public": ("6", "9"), "it.computers_internet": ("11", "14"),
        "it.printers": ("2", "2"), "it.mfp": ("1", "2"), "it.scanners": ("1", "1"), "it.wifi": ("1", "1"),
        "stock.added": ("1240", "1385"), "stock.withdrawn": ("860", "920"), "stock.end": ("41230", "41695"),
        "stock.books": ("39640", "40060"), "stock.periodicals": ("1480", "1510"), "stock.lang_uk": ("29870", "30980"),
        "stock.periodicals_titles": ("24", "21"), "staff.total": ("9", "9"), "staff.librarians": ("7", "7"),
        "staff.user_services": ("6", "6"), "staff.higher_edu": ("5", "6"), "staff.fte": ("8.5", "8.5"),
        "staff.trained": ("2", "5"), "er.catalog_records": ("8400", "12950"), "er.catalog_online": ("0", "12950"),
    },
    "zarichchia": {
        "room.seats": ("16", "16"), "it.computers_total": ("2", "3"), "it.computers_public": ("1", "2"),
        "it.computers_internet": ("2", "3"), "it.wifi": ("1", "1"), "stock.added": ("210", "245"),
        "stock.withdrawn": ("180", "150"), "stock.end": ("9820", "9915"), "staff.total": ("2", "2"),
        "staff.librarians": ("2", "2"), "staff.user_services": ("2", "2"), "staff.fte": ("1.5", "1.5"),
    },
    "vilkhivka": {
        "room.seats": ("10", "10"), "it.computers_total": ("1", "2"), "it.computers_public": ("0", "1"),
        "it.computers_internet": ("1", "2"), "stock.added": ("95", "110"), "stock.withdrawn": ("40", "65"),
        "stock.end": ("6140", "6185"), "staff.total": ("1", "1"), "staff.librarians": ("1", "1"),
        "staff.user_services": ("1", "1"), "staff.fte": ("0.75", "0.75"),
    },
}  # fmt: skip
OF_SYSTEM: Mapping[str, tuple[str, str]] = {
    "net.population": ("14600", "14300"), "it.website": ("1", "1"), "it.social_pages": ("2", "3"),
    "money.in_budget": ("2684.3", "2951.8"), "money.in_services": ("31.4", "38.9"), "money.in_charity": ("18", "22.5"),
    "money.in_grants": ("0", "240"), "money.out_wages": ("2210.6", "2398.2"), "money.out_acquisition": ("148.2", "171.4"),
    "money.out_acquisition_electronic": ("0", "12.6"), "money.out_equipment": ("36.5", "268.4"),
    "money.out_upkeep": ("326.1", "388.7"),
}  # fmt: skip


def write_down(*, libraries: Mapping[str, Library], staff: Account, now: datetime) -> None:
    """Write two finished years down, each as it is done: in January after it, as far as `now` has come."""
    this_year = clock.local_date(now).year
    for turn, year in enumerate((this_year - 2, this_year - 1)):
        period = Period.year(year)
        told = [(libraries[code], numbers) for code, numbers in OF_LIBRARIES.items()]
        for place, numbers in [*told, (None, OF_SYSTEM)]:
            write_figures(
                written={code: Decimal(pair[turn]) for code, pair in numbers.items()},
                place=place,
                period=period,
                staff=staff,
                now=min(now, clock.moment_at(period.end.replace(day=12), clock.local(now).time())),
                source=SOURCE,
                sure=True,
            )


def aim(*, library: Library, first_day: date) -> None:
    """Set the targets of the founding project for the centre, 150 coworking visits a month and the rest, and the plan's."""
    for code, value, length, source in (
        ("visits.coworking", 150, "month", "проєкт коворкінгу, розділ 5"),
        ("visits.total", 340, "month", "план роботи на рік"),
        ("consult.total", 40, "month", "проєкт коворкінгу, розділ 5"),
        ("ratings.positive_share", 80, "half_year", "проєкт коворкінгу, розділ 5"),
        ("events.total", 48, "year", "план роботи на рік"),
    ):
        actions.set_target(
            indicator=code, place=library, value=Decimal(value), valid_from=first_day, length=length, source=source
        )
