"""Two versions of a text side by side, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True)
class Piece:
    """Some words in a row; `changed`: they stand in this version only."""

    text: str
    changed: bool = False


def side_by_side(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the older and of the newer text; put together, they are the texts themselves."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    # The space before a word belongs to its piece, but a moved line end changes no word.
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after], autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if a_to > a_from:
            left.append(Piece("".join(before[a_from:a_to]), kind != "equal"))
        if b_to > b_from:
            right.append(Piece("".join(after[b_from:b_to]), kind != "equal"))
    return left, right
