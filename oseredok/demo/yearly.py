"""The demo's form 6-НК: the last year signed and sent, this one a draft that is half filled in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from oseredok.base.core import clock
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form import actions, queries
from oseredok.management.reports.statistics_form.actions import Written
from oseredok.management.reports.statistics_form.models import Report

ORDER = ("central", "zarichchia", "vilkhivka")
# By hand, as libraries keep them: of the central library, the branch beyond the river, the village.
BY_HAND: dict[str, tuple[str, str, str]] = {
    "net_branches": ("1", "1", "1"), "net_rural": ("0", "0", "1"), "net_children": ("0", "0", "0"), "net_idle": ("0", "0", "0"),
    "room_total": ("246,5", "78", "38"), "room_service": ("110,5", "48", "31,5"), "room_sociocultural": ("36", "18", ""),
    "room_storage": ("54", "", ""), "room_repair": ("0", "78", "0"), "room_unsafe": ("0", "0", "0"),
    "room_rented": ("0", "78", "0"), "room_accessible": ("3", "0", "1"),
    "seats": ("42", "16", "10"), "seats_computer": ("8", "3", "2"), "computers_total": ("14", "4", "3"),
    "computers_public": ("8", "3", "2"), "computers_internet": ("14", "4", "3"), "copy_devices": ("4", "1", "1"),
    "wifi": ("1", "1", "1"), "transport": ("0", "0", "0"), "website": ("1", "0", "0"), "telephone": ("1", "1", "0"),
    "stock_start": ("31240", "8915", "5120"), "stock_added": ("612", "148", "74"), "stock_withdrawn": ("420", "63", "15"),
    "stock_end": ("31432", "9000", "5179"),
    "db_own": ("1", "0", "0"), "db_licensed": ("2", "0", "0"), "catalog_records": ("12480", "0", "0"), "digitized": ("86", "0", "0"),
    "sdi_individual": ("24", "5", "3"), "sdi_collective": ("6", "2", "1"),
    "ill_received": ("18", "2", "0"), "ill_given": ("5", "0", "0"),
    "staff_total": ("9", "2", "1"), "staff_librarians": ("7", "2", "1"), "staff_higher": ("6", "1", "1"),
    "staff_part_time": ("2", "1", "1"), "staff_trained": ("4", "1", "0"),
    "money_in": ("1842,6", "396,4", "188"), "money_budget": ("1769,2", "391", "187,2"), "money_services": ("48,4", "5,4", "0,8"),
    "money_grants": ("25", "0", "0"), "money_out": ("1840,1", "396,4", "188"), "money_wages": ("1496", "352,8", "168,4"),
    "money_acquisition": ("92,5", "14,2", "7,1"), "money_subscription": ("61,3", "9,6", "4,8"), "money_equipment": ("118", "6", "0"),
}  # fmt: skip
SECTIONS_DONE = 3
"""Of this year so much is filled in: rooms and equipment do not wait for the winter."""


def fill_yearly_forms(*, duty: Duty, libraries: dict[str, Library], now: datetime) -> None:
    """Fill in, check, sign and send the last year; begin this one."""
    this_year = clock.local_date(now).year
    last_year = this_year - 1
    begun = clock.moment_at(date(this_year, 1, 3), time(10))
    if now < begun + timedelta(days=7):  # early in January nobody has signed yet
        for code in ORDER[:2]:
            _write(actions.start(year=last_year, place=libraries[code], duty=duty, now=now), code, duty=duty, now=now)
        return
    for code in ORDER:
        report = actions.start(year=last_year, place=libraries[code], duty=duty, now=begun)
        _write(report, code, duty=duty, now=begun)
        _sign(report, duty=duty, now=begun + timedelta(days=1))
    whole = actions.start(year=last_year, place=None, duty=duty, now=begun + timedelta(days=4))
    signed = _sign(whole, duty=duty, now=begun + timedelta(days=5))
    actions.mark_sent(
        report=signed,
        sent_on=date(this_year, 1, 9),
        sent_to="обласна бібліотека, електронною поштою",
        duty=duty,
        now=begun + timedelta(days=6),
    )
    for code in ORDER[:2]:
        report = actions.start(year=this_year, place=libraries[code], duty=duty, now=now)
        _write(report, code, duty=duty, now=now, sections=SECTIONS_DONE)
    actions.start(year=this_year, place=None, duty=duty, now=now)


def _write(report: Report, code: str, *, duty: Duty, now: datetime, sections: int = 100) -> None:
    sheet = queries.sheet(report)
    first = [part.section.pk for part in sheet.parts[:sections]]
    written = [
        Written(entry.spot.cell.pk, BY_HAND[key][ORDER.index(code)])
        for key, entry in sheet.entries.items()
        if key in BY_HAND and entry.is_typed and entry.spot.section.pk in first
    ]
    actions.write(report=report, written=written, duty=duty, now=now, reason="книги обліку бібліотеки")


def _sign(report: Report, *, duty: Duty, now: datetime) -> Report:
    sheet = queries.sheet(report)
    for error in sheet.errors:
        words = "Частину записів зроблено без цієї позначки: видача без мови, запис без віку"
        actions.explain(report=report, control=error.control, words=words, duty=duty, now=now)
    actions.check(report=report, duty=duty, now=now)
    return actions.sign(report=report, duty=duty, now=now)
