"""The diary: four parts by day, month, year, and each number's entries."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.management.indicators.queries import selected_entries, totals
from oseredok.management.reports import diary
from oseredok.management.reports.diary.parts import Grid, Row
from oseredok.services.events.actions import record_event
from oseredok.spine.journal import actions as journal
from tests.events.test_recording_an_event import form_of
from tests.indicators.book import record, take_back, written
from tests.world import World

pytestmark = pytest.mark.django_db
OCTOBER = Period.month(2026, 10)
ON = date(2026, 10, 14)


def part(world: World, number: str, period: Period = OCTOBER, on: date = ON) -> diary.Part:
    return diary.part(number=number, period=period, places=[world.central], on=on)


def numbers(grid: Grid, row: Row) -> dict[str, int]:
    titles = [f"{column.head}: {column.title}" for column in grid.columns]
    return {title: cell.number for title, cell in zip(titles, row.cells, strict=True) if cell.number}


def row_of(grid: Grid, title: str) -> Row:
    return next(row for row in (*grid.rows, *grid.totals) if row.title == title)


def test_part_one_has_a_row_for_each_working_day_so_far(world: World) -> None:
    written(world)
    grid = part(world, "I").grid
    assert [row.title for row in grid.rows] == [
        "01.10", "02.10", "03.10", "06.10", "07.10", "08.10", "09.10", "10.10", "13.10", "14.10",
    ]  # fmt: skip
    assert numbers(grid, row_of(grid, "06.10")) == {
        "Записано й перереєстровано: усього": 5,
        "Записано й перереєстровано: 22–35": 1,
        "Записано й перереєстровано: 60+": 4,
        "Відвідувань: усього": 24,
        "Відвідувань: на заходах": 12,
    }


def test_a_day_off_with_entries_is_there_all_the_same(world: World) -> None:
    record(world, "visit", day=date(2026, 10, 5))
    assert "05.10" in [row.title for row in part(world, "I").grid.rows]


def test_the_month_and_the_year_stand_below_what_was_carried_above(world: World) -> None:
    written(world)
    grid = part(world, "I").grid
    assert grid.carried is not None
    assert numbers(grid, grid.carried) == {"Відвідувань: усього": 9}
    assert [row.title for row in grid.totals] == ["Усього за місяць", "З початку року"]
    month, year = grid.totals
    assert numbers(grid, month)["Відвідувань: усього"] == 42
    assert numbers(grid, year)["Відвідувань: усього"] == 51
    for number, cell in enumerate(month.cells):
        assert cell.number == sum(row.cells[number].number for row in grid.rows)


def test_part_two_shares_loans_out_by_content_kind_language_and_age(world: World) -> None:
    written(world)
    grid = part(world, "II").grid
    assert numbers(grid, row_of(grid, "06.10")) == {
        "Видано: усього": 7,
        "За змістом: Художня література": 6,
        "За змістом: без класу": 1,
        "За видом: книги": 6,
        "За видом: періодика": 1,
        "За мовою: державна": 6,
        "За мовою: іноземні": 1,
        "За віком читача: 36–59": 6,
        "За віком читача: вік не вказано": 1,
    }


def held(world: World, **told: Any) -> None:
    record_event(
        place=world.central,
        form=form_of(),
        title="Пенсія: як перевірити стаж",
        held_at=clock.moment_at(date(2026, 10, 8), time(15)),
        mode="mixed",
        present_offline=12,
        present_by_age={"60p": 7},
        present_online=5,
        addressee="люди 60+",
        responsible=world.consultant,
        staff=world.consultant,
        now=told.pop("now", world.now),
        **told,
    )


def test_part_three_lists_events_with_those_present(world: World) -> None:
    held(world)
    told = part(world, "III")
    (line,) = told.events
    assert (line.form, line.title, line.addressee) == ("Лекція", "Пенсія: як перевірити стаж", "люди 60+")
    assert [cell.number for cell in line.present] == [12, 5, 0]
    assert line.responsible == "Коваленко\u00a0Н."
    assert line.marks == ("внесено пізніше",)
    for cell in line.present:
        assert totals(selected_entries(cell.selection))["quantity"] == cell.number
    assert numbers(told.grid, told.grid.totals[0]) == {
        "Заходів: усього": 1,
        "Присутніх: у бібліотеці": 12,
        "Присутніх: онлайн": 5,
    }


def test_part_four_lists_requests_and_never_a_person(world: World) -> None:
    written(world)
    told = part(world, "IV")
    rows = [(line.sign, line.theme, line.channel, line.outcome, line.minutes, line.quantity) for line in told.requests]
    assert rows == [
        ("Т", "Пенсія", "особисто", "виконано", 10, 1),
        ("Ф", "Пенсія", "телефоном", "відмова", None, 1),
        ("А", "", "електронною поштою", "виконано", None, 2),
        ("К", "Субсидія та пільги", "особисто", "виконано", 30, 1),
        ("К", "Субсидія та пільги", "особисто", "виконано", 20, 1),
    ]
    month = numbers(told.grid, told.grid.totals[0])
    assert month["Довідок: усього"] == 4
    assert month["Консультацій і допомоги: хвилин"] == 50


def test_what_was_taken_back_is_in_no_list_and_no_sum(world: World) -> None:
    take_back(world, record(world, "reference_fact", day=ON, theme="pension"))
    told = part(world, "IV")
    assert not told.requests
    assert all(row.is_empty for row in told.grid.totals)


@pytest.mark.parametrize("period", [Period.day(date(2026, 10, 6)), OCTOBER, Period.year(2026)], ids=str)
def test_every_number_of_the_diary_opens_its_entries(world: World, period: Period) -> None:
    written(world)
    held(world)
    for number in diary.PARTS:
        grid = part(world, number, period).grid
        rows = [*grid.rows, *grid.totals, *([grid.carried] if grid.carried else [])]
        for row in rows:
            for column, cell in zip(grid.columns, row.cells, strict=True):
                if cell.number:
                    assert totals(selected_entries(cell.selection))[column.of] == cell.number


def test_a_year_is_told_by_months(world: World) -> None:
    written(world)
    grid = part(world, "I", Period.year(2026)).grid
    assert [row.title for row in grid.rows][-2:] == ["вересень", "жовтень"]
    (year,) = grid.totals
    assert year.title == "Усього за рік"
    assert numbers(grid, year)["Відвідувань: усього"] == 51


def test_what_was_written_later_or_after_closing_is_marked(world: World) -> None:
    now = clock.moment_at(date(2026, 11, 3), time(10))
    record(world, "visit", day=date(2026, 10, 6), backfilled=True, now=clock.moment_at(ON, time(10)))
    journal.close_period(place=world.central, period=OCTOBER, staff=world.director, now=now)
    record(world, "reference_fact", day=date(2026, 10, 7), now=datetime(2026, 11, 4, 9, 0, tzinfo=now.tzinfo))
    visits = row_of(part(world, "I", on=date(2026, 11, 5)).grid, "06.10")
    assert visits.late is not None
    assert (visits.late.number, totals(selected_entries(visits.late.selection))["entries"]) == (1, 1)
    told = part(world, "IV", on=date(2026, 11, 5))
    assert told.requests[0].marks == ("внесено пізніше", "після закриття періоду")
    late = row_of(told.grid, "07.10").late
    assert late is not None
    assert late.number == 1


def test_a_library_keeps_its_own_diary(world: World) -> None:
    written(world)
    grid = diary.part(number="I", period=OCTOBER, places=[world.branch], on=ON).grid
    assert numbers(grid, grid.totals[0]) == {"Відвідувань: усього": 4, "Відвідувань: діти до 14": 4}


def test_a_quarter_has_no_diary(world: World) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        part(world, "I", Period.quarter(2026, 4))
