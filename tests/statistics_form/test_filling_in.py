"""The data of a year: from indicators, by hand, of a library and of the whole system, until it is sent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.management.reports.statistics_form import actions, editing, queries
from oseredok.management.reports.statistics_form.actions import Written
from oseredok.management.reports.statistics_form.models import Figure
from tests.documents.papers import duty as duty_of
from tests.indicators.book import record, take_back
from tests.statistics_form.forms import (
    AFTER,
    YEAR,
    a_report,
    a_version,
    cell_of,
    number_of,
    put,
    signed,
    visits,
)
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _form(world: World) -> None:
    a_version(world)


def refusal(code: str) -> Any:
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def test_numbers_come_from_indicators_of_the_library_and_of_the_year(world: World) -> None:
    visits(world, 40)
    visits(world, 7, place=world.branch)
    visits(world, 100, year=YEAR + 1)
    assert number_of(a_report(world, place=world.central), "visits") == 40


def test_what_the_product_does_not_count_stays_empty_and_never_zero(world: World) -> None:
    report = a_report(world, place=world.central)
    assert {entry.number for entry in queries.sheet(report).entries.values()} == {None}


def test_a_zero_behind_which_there_are_entries_is_a_zero(world: World) -> None:
    take_back(world, record(world, "visit", day=date(YEAR, 3, 4), quantity=3, age_group="36_59"))
    assert number_of(a_report(world, place=world.central), "visits") == 0


def test_begun_twice_it_is_begun_once_and_a_year_ahead_is_refused(world: World) -> None:
    assert a_report(world, place=world.central) == a_report(world, place=world.central)
    with refusal("year"):
        a_report(world, place=world.central, year=YEAR + 2)


def test_a_number_by_hand_keeps_who_when_and_why_and_its_history(world: World) -> None:
    report = a_report(world, place=world.central)
    put(world, report, who="head", seats="24")
    put(world, report, seats="26", reason="акт інвентаризації № 3")
    entry = queries.sheet(report).entries["seats"]
    assert (entry.number, entry.origin) == (Decimal(26), "hand")
    said = [(row.number, row.reason, row.by) for row in queries.history(report, entry.spot.cell.pk)]
    assert said == [(26, "акт інвентаризації № 3", world.director), (24, "", world.head)]


def test_lines_over_other_lines_follow_what_is_written(world: World) -> None:
    visits(world, 40)
    report = a_report(world, place=world.central)
    assert number_of(report, "per_seat") is None
    put(world, report, seats="16")
    assert number_of(report, "per_seat") == Decimal("2.5")


def test_another_number_in_the_place_of_a_counted_one_needs_a_reason_and_can_be_taken_back(world: World) -> None:
    visits(world, 40)
    report = a_report(world, place=world.central)
    with refusal("no_reason"):
        put(world, report, visits="45")
    put(world, report, visits="45", reason="п’ять записів у зошиті без світла")
    entry = queries.sheet(report).entries["visits"]
    assert (entry.number, entry.computed, entry.is_overridden) == (Decimal(45), Decimal(40), True)
    put(world, report, visits="")
    assert number_of(report, "visits") == 40


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-3", "negative"), ("1,5", "too_fine"), ("десять", "not_a_number"), ("1" * 13, "too_large"), ("=1+1", "not_a_number"),
        ("1e5", "not_a_number"), ("٣", "not_a_number"), ("NaN", "not_a_number"), ("1.2.3", "not_a_number"), ("9" * 400, "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_cell(world: World, text: str, code: str) -> None:
    report = a_report(world, place=world.central)
    with pytest.raises(Invalid) as caught:
        put(world, report, seats=text)
    assert (caught.value.code, caught.value.field) == (code, str(cell_of(report, "seats")))


def test_a_page_that_is_old_does_not_overwrite_what_its_person_did_not_touch(world: World) -> None:
    report = a_report(world, place=world.central)
    put(world, report, seats="24")
    cell = cell_of(report, "seats")
    actions.write(report=report, written=[Written(cell, "20", was="20")], duty=duty_of(world, "director"), now=AFTER)
    assert number_of(report, "seats") == 24


def test_who_holds_nothing_there_writes_nothing(world: World) -> None:
    report = a_report(world, place=world.central)
    for who in ("branch_librarian", "consultant", "administrator"):
        with pytest.raises(NotAllowed):
            put(world, report, who=who, seats="1")
    with pytest.raises(NotAllowed):
        a_report(world, place=None, who="head")


# --- The whole system -----------------------------------------------------------------------------------


def test_the_consolidated_form_adds_the_libraries_and_follows_each_writing(world: World) -> None:
    visits(world, 40)
    visits(world, 7, place=world.branch)
    central, branch = a_report(world, place=world.central), a_report(world, place=world.branch)
    whole = a_report(world, place=None)
    put(world, central, seats="10")
    put(world, branch, seats="3")
    entry = queries.sheet(whole).entries["seats"]
    assert entry.figure is not None
    assert (entry.number, entry.origin, entry.figure.absent) == (Decimal(13), "libraries", 1)
    assert number_of(whole, "visits") == 47
    # An average is counted from the sums, never added up.
    assert number_of(whole, "per_seat") == Decimal("3.6")


def test_the_consolidated_form_waits_for_signed_libraries(world: World) -> None:
    whole = a_report(world, place=None)
    reports = [a_report(world, place=place) for place in (world.central, *world.branches)]
    with refusal("libraries"):
        actions.check(report=whole, duty=duty_of(world, "director"), now=AFTER)
    for report in reports:
        signed(world, report)
    assert signed(world, whole).state == "signed"


# --- Relations and jumps --------------------------------------------------------------------------------


def test_a_relation_that_does_not_hold_is_told_with_both_numbers_and_the_arithmetic(world: World) -> None:
    report = a_report(world, place=world.central)
    put(world, report, books__start="1000", books__added="30", books__end="1020")
    error = queries.sheet(report).errors[0]
    assert error.sentence == (
        "Має бути «Початок і надходження разом дорівнюють кінцю». "
        "Зараз 1\u00a0000 + 30 = 1\u00a0030, а «Книги: на кінець»: 1\u00a0020: на 10 більше."
    )
    with refusal("control_errors"):
        actions.check(report=report, duty=duty_of(world, "director"), now=AFTER)
    actions.explain(
        report=report,
        control=error.control,
        words="Десять книжок ще в каталогуванні",
        duty=duty_of(world, "head"),
        now=AFTER,
    )
    assert actions.check(report=report, duty=duty_of(world, "director"), now=AFTER).state == "checked"


def test_a_relation_to_the_last_year_s_form_reads_that_form(world: World) -> None:
    last = a_report(world, place=world.central, year=YEAR - 1)
    put(world, last, books__end="990")
    report = a_report(world, place=world.central)
    put(world, report, books__start="1000")
    told = {one.control.words: one.holds for one in queries.sheet(report).controls}
    assert told["Початок дорівнює торішньому кінцю"] is False
    put(world, report, books__start="990")
    told = {one.control.words: one.holds for one in queries.sheet(report).controls}
    assert told["Початок дорівнює торішньому кінцю"] is True
    assert told["Початок і надходження разом дорівнюють кінцю"] is None


def test_a_big_jump_is_to_be_explained_and_a_small_one_is_not(world: World) -> None:
    last = a_report(world, place=world.central, year=YEAR - 1)
    put(world, last, seats="20", books__added="100")
    report = a_report(world, place=world.central)
    put(world, report, seats="29", books__added="60")
    sheet = queries.sheet(report)
    assert [entry.spot.key for entry in sheet.jumps] == ["books:added"]
    with refusal("jumps"):
        actions.check(report=report, duty=duty_of(world, "director"), now=AFTER)
    actions.explain(
        report=report,
        cell_id=sheet.jumps[0].spot.cell.pk,
        words="Програма поповнення скінчилася",
        duty=duty_of(world, "head"),
        now=AFTER,
    )
    assert actions.check(report=report, duty=duty_of(world, "director"), now=AFTER).state == "checked"


# --- Signed, sent ---------------------------------------------------------------------------------------


def test_a_running_year_is_not_signed(world: World) -> None:
    report = a_report(world, place=world.central)
    with refusal("year_runs"):
        actions.check(
            report=report, duty=duty_of(world, "director"), now=clock.moment_at(date(YEAR, 12, 30), AFTER.time())
        )


def test_signed_numbers_do_not_change_and_later_entries_are_listed(world: World) -> None:
    visits(world, 40)
    report = signed(world, a_report(world, place=world.central))
    assert (report.signer_name, report.title) == ("Ольга\u00a0ТКАЧЕНКО", "Дані для заповнення форми № 6-НК")
    visits(world, 5)
    with pytest.raises(Conflict):
        put(world, report, seats="1")
    with pytest.raises(Conflict):
        actions.read_again(report=report, duty=duty_of(world, "director"), now=AFTER)
    assert number_of(report, "visits") == 40
    assert [(one.code, one.then, one.now) for one in queries.later_changes(report, today=AFTER.date())] == [
        ("visits.total", Decimal(40), Decimal(45))
    ]
    assert queries.is_as_signed(report)
    Figure.objects.filter(report=report, number=40).update(number=41)  # a hand in the base, past the product
    assert not queries.is_as_signed(report)


def test_only_a_leader_signs_and_the_consolidated_form_only_the_director(world: World) -> None:
    report = a_report(world, place=world.branch, who="branch_librarian")
    actions.check(report=report, duty=duty_of(world, "branch_librarian"), now=AFTER)
    for who in ("branch_librarian", "methodist", "head"):
        with pytest.raises(NotAllowed):
            actions.sign(report=report, duty=duty_of(world, who), now=AFTER)
    assert actions.sign(report=report, duty=duty_of(world, "director"), now=AFTER).is_signed


def test_what_is_sent_has_a_day_and_an_address(world: World) -> None:
    report = signed(world, a_report(world, place=world.central))
    director = duty_of(world, "director")
    for day in (date(2026, 1, 2), date(2026, 1, 4)):
        with refusal("sent_day"):
            actions.mark_sent(report=report, sent_on=day, sent_to="обласна бібліотека", duty=director, now=AFTER)
    with refusal("sent_nowhere"):
        actions.mark_sent(report=report, sent_on=date(2026, 1, 3), sent_to=" ", duty=director, now=AFTER)
    sent = actions.mark_sent(
        report=report,
        sent_on=date(2026, 1, 5),
        sent_to="обласна бібліотека",
        duty=director,
        now=AFTER + timedelta(days=3),
    )
    assert (sent.state, sent.sent_on) == ("sent", date(2026, 1, 5))


def test_a_draft_moves_to_a_new_version_with_the_numbers_of_people(world: World) -> None:
    report = a_report(world, place=world.central)
    put(world, report, seats="24", books__end="100")
    old = queries.find(year=YEAR, place=world.central)
    assert old is not None
    director = duty_of(world, "director")
    copy = editing.copy_version(version=old.version, name="Нова", duty=director, now=AFTER)
    editing.delete_section(section=copy.sections.get(number="II"), duty=director)
    for control in copy.controls.filter(left__contains="books"):
        editing.delete_control(control=control, duty=director)
    copy = editing.put_in_force(version=copy, duty=director, now=AFTER)
    lost = actions.change_version(report=report, version=copy, duty=director, now=AFTER)
    assert lost == ["Книги: на кінець"]
    moved = queries.find(year=YEAR, place=world.central)
    assert moved is not None
    assert moved.version == copy
    assert number_of(moved, "seats") == 24
