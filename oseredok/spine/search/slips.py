"""How far one word is from another: letters added, lost, changed, two neighbours swapped."""

from __future__ import annotations

SHORTEST = 4
LONG = 8


def allowed(word: str) -> int:
    """Return how many slips a word of this length is forgiven."""
    return 0 if len(word) < SHORTEST else 1


def distance(one: str, other: str, *, most: int) -> int:
    """Return the slips between two words, or `most + 1` when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, former, row = row, before, [place]
        for at, sign in enumerate(other, start=1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != sign))
            if former and at > 1 and letter == other[at - 2] and one[place - 2] == sign:
                cost = min(cost, former[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
