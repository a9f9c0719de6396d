"""Where words of a chart find room. Pure: shares of the width across, pixels of the drawing down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NARROW_LETTER: Final = 0.016  # width of a letter in a chart of half a screen, as a share of it


def target_name(line: float, dots: Sequence[tuple[float, float, bool]]) -> tuple[bool, float]:
    """Return the end of the target line (right?) and the base of its name where no point stands.

    `dots`: across, down, whether it missed the target.
    """

    def crowd(right: bool, base: float) -> int:
        near = [(at, missed) for x, at, missed in dots if (x > 0.75 if right else x < 0.25)]
        # A dot with its number takes this much above itself, or under itself when it missed the target.
        boxes = [(at - 8, at + 24) if missed else (at - 26, at + 8) for at, missed in near]
        return sum(top < base + 3 and bottom > base - 13 for top, bottom in boxes)

    places = [(right, line + shift) for shift in (-7, 17) for right in (True, False)]
    return min(places, key=lambda place: crowd(*place))


def under_part(label: str, middle: float) -> tuple[float, float, float, str]:
    """Return where the name of a part begins and ends, its anchor's place and the anchor: never outside the drawing."""
    half = len(label) * NARROW_LETTER / 2
    if middle < half:
        return 0, 2 * half, 0, "start"
    if middle > 1 - half:
        return 1 - 2 * half, 1, 1, "end"
    return middle - half, middle + half, middle, "middle"
