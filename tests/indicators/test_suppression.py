"""Small numbers of people of a sensitive category are not published, nor can they be found from what is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oseredok.base.preferences.actions import set_value
from oseredok.management.indicators import queries
from oseredok.management.indicators.preferences import PUBLISHED_FROM
from oseredok.management.indicators.suppression import Parts
from tests.world import NOW

pytestmark = pytest.mark.one_database
WALL = 5


def parts(*numbers: int) -> Parts[int]:
    return queries.published_parts("users.idp", dict(enumerate(numbers)), shown_from=WALL)


def test_a_small_number_is_told_in_words_and_zero_stays() -> None:
    small = queries.published("users.idp", 4, shown_from=WALL)
    assert (small.number, small.sentence, small.is_withheld) == (None, "менше 5", True)
    assert queries.published("users.idp", 5, shown_from=WALL).number == 5
    assert queries.published("users.idp", 0, shown_from=WALL).sentence == "0"
    assert queries.published("users.idp", None, shown_from=WALL).sentence == "не ведемо"


def test_what_counts_no_sensitive_category_is_never_withheld() -> None:
    assert queries.published("visits.total", 1, shown_from=WALL).number == 1
    told = queries.published_parts("visits.total", {"a": 1, "b": 20}, shown_from=WALL)
    assert (told.parts["a"].number, told.total.number) == (1, 21)


@pytest.mark.parametrize(
    ("numbers", "told", "total"),
    [
        ((12, 7, 0), (12, 7, 0), 19),
        ((12, 4, 1), (12, None, None), 17),  # two small ones of five: 1 and 4, 2 and 3...
        ((12, 7, 4), (12, None, None), 23),  # one alone would be found by subtraction
        ((12, 1, 1), (None, None, None), 14),  # two that make two are both one: the twelve goes too
        ((3,), (None,), None),
        ((1, 1, 1, 1, 1), (None,) * 5, None),  # five that make five: the total goes
        ((0, 0), (0, 0), 0),
    ],
)
def test_a_small_part_takes_another_with_it(
    numbers: tuple[int, ...], told: tuple[int | None, ...], total: int | None
) -> None:
    found = parts(*numbers)
    assert tuple(one.number for one in found.parts.values()) == told
    assert found.total.number == total


def test_parts_that_overlap_have_no_total_to_subtract_from() -> None:
    told = queries.published_parts("users.idp", {"a": 12, "b": 4}, adds_up=False, shown_from=WALL)
    assert (told.parts["a"].number, told.parts["b"].number) == (12, None)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_nobody_who_knows_the_rules_finds_a_small_part(numbers: list[int]) -> None:
    """The attacker tries every possible table and keeps those that would have been published the same way."""
    found = parts(*numbers)
    if found.total.number is None:
        return
    hidden = [place for place, one in found.parts.items() if one.number is None]
    left = int(found.total.number) - sum(int(one.number) for one in found.parts.values() if one.number is not None)
    possible: dict[int, set[int]] = {place: set() for place in hidden}
    for guess in product(range(1, left + 1), repeat=max(len(hidden) - 1, 0)):
        last = left - sum(guess)
        if not hidden or last < 1:
            continue
        values = dict(zip(hidden, (*guess, last), strict=True))
        for place in hidden:
            is_small = found.parts[place].sentence == "менше 5"
            if is_small != (values[place] < WALL):
                break
        else:
            for place, value in values.items():
                possible[place].add(value)
    for place in hidden:
        if numbers[place] < WALL:
            assert len(possible[place]) > 1, (numbers, place, possible)


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_row_and_no_column_of_a_table_shows_all_but_one(table: list[list[int]]) -> None:
    cells = {(row, column): number for row, line in enumerate(table) for column, number in enumerate(line)}
    told = queries.published_table("users.idp", cells, shown_from=WALL)
    for side in (0, 1):
        for line in {key[side] for key in cells}:
            inside = {key: number for key, number in cells.items() if key[side] == line}
            hidden = [key for key in inside if told[key].number is None]
            others = [key for key in inside if key not in hidden and inside[key] >= WALL]
            small = [key for key in hidden if cells[key] < WALL]
            if small and others:
                assert len(hidden) > 1, (table, line)
    assert all(told[key].number is None for key, number in cells.items() if 0 < number < WALL)


@pytest.mark.django_db
def test_the_threshold_is_the_library_s_choice() -> None:
    assert queries.published("users.idp", 6).number == 6
    set_value(declared=PUBLISHED_FROM, text="10", by="Ольга", now=NOW)
    assert queries.published("users.idp", 6).sentence == "менше 10"
