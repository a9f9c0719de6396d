"""What changed between two texts: paragraphs beside each other, in them the words that went and the words that came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing grows with the square of these; longer ones are told as wholly replaced.
MOST_LINES, MOST_WORDS = 1500, 1500


@dataclass(frozen=True)
class Piece:
    """A run of words; `changed` when the other side does not have it."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Row:
    """A paragraph, or several that changed together, before and after."""

    before: Sequence[Piece]
    after: Sequence[Piece]

    @property
    def is_same(self) -> bool:
        return not any(piece.changed for piece in (*self.before, *self.after))


def compared(before: str, after: str) -> list[Row]:
    """Return the paragraphs of two plain texts, aligned."""
    old, new = _lines(before), _lines(after)
    rows: list[Row] = []
    for kind, old_from, old_to, new_from, new_to in _steps(old, new, MOST_LINES):
        if kind == "equal":
            rows += [Row((Piece(line),), (Piece(line),)) for line in old[old_from:old_to]]
        else:
            rows.append(_changed("\n".join(old[old_from:old_to]), "\n".join(new[new_from:new_to])))
    return rows


def _changed(before: str, after: str) -> Row:
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    gone: list[Piece] = []
    come: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in _steps(old, new, MOST_WORDS):
        for side, words in ((gone, old[old_from:old_to]), (come, new[new_from:new_to])):
            if words:
                side.append(Piece("".join(words), kind != "equal"))
    return Row(tuple(gone), tuple(come))


def _steps(old: Sequence[str], new: Sequence[str], most: int) -> Iterator[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > most:
        yield ("equal" if old == new else "replace"), 0, len(old), 0, len(new)
        return
    yield from SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _lines(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line]
