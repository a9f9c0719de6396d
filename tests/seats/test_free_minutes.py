"""From which minutes of a day a seat is free for so long: all at once, and the same as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oseredok.services.seats.hall import SeatDay
from oseredok.services.seats.models import Seat

STRETCHES = st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 400)), max_size=6)


def bits(stretches: list[tuple[int, int]]) -> int:
    found = 0
    for first, length in stretches:
        found |= ((1 << length) - 1) << first
    return found


@given(held=STRETCHES, broken=STRETCHES, minutes=st.integers(1, 300), gap=st.integers(0, 30))
def test_all_minutes_at_once_are_what_each_is_alone(
    held: list[tuple[int, int]], broken: list[tuple[int, int]], minutes: int, gap: int
) -> None:
    day = SeatDay(Seat(), held=bits(held), broken=bits(broken))
    blocked = day.blocked(minutes, gap=gap)
    for first in range(1440):
        assert (not blocked >> first & 1) == day.is_free(first, first + minutes, gap=gap), first
