"""Marks what was found in a text, and cuts the window where most of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oseredok.spine.search.analysis import FORM, LATIN, Keys, shown, tokens
from oseredok.spine.search.nodes import Node, Prefix, Word, positive_words
from oseredok.spine.search.slips import distance

WINDOW = 170
LONGEST_READ = 20_000  # of a longer text only the beginning is looked through
SHORTEST_ROOT = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked when it is what the person looked for. Templates escape it, then mark."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    wanted: int  # which of the words


class Matcher:
    """Knows whether a word of a text is one of those that were sought."""

    def __init__(self, node: Node) -> None:
        self.wanted: list[Word | Prefix] = list(dict.fromkeys(positive_words(node)))
        self.keys = [_keys_of(one) for one in self.wanted]

    def places(self, text: str) -> list[Place]:
        """Return where sought words stand in a shown text."""
        found: list[Place] = []
        for token in tokens(text[:LONGEST_READ]):
            for number, (one, keys) in enumerate(zip(self.wanted, self.keys, strict=True)):
                if _answers(one, keys, token.keys):
                    if not found or found[-1].start != token.start:
                        found.append(Place(token.start, token.end, number))
                    break
        return found


def _keys_of(one: Word | Prefix) -> frozenset[str]:
    if isinstance(one, Prefix):
        return frozenset()
    return frozenset().union(*[part.all for _step, part in one.parts]) if len(one.parts) > 1 else one.keys.all


def _answers(one: Word | Prefix, keys: frozenset[str], there: Keys) -> bool:
    if isinstance(one, Prefix):
        return there.form.startswith(one.stem)
    if not keys.isdisjoint(there.lemmas) or FORM + there.form in keys:
        return True
    if one.keys.form.isascii() and any(LATIN + latin in keys for latin in there.latin):
        return True
    return bool(one.slips) and is_slip(one, there)


def is_slip(one: Word, there: Keys) -> bool:
    """Whether a word of a text is what was meant by a word with a slip, or the root that it grew from."""
    form = one.keys.form
    if distance(form, there.form, most=one.slips) <= one.slips:
        return True
    return any(
        len(root) >= SHORTEST_ROOT and lemma.startswith(root) for lemma in one.keys.lemmas for root in there.lemmas
    )


def whole(text: str, matcher: Matcher) -> list[Piece]:
    """Return a short text (a title) with its marks."""
    text = shown(text)
    return pieces(text, matcher.places(text), 0, len(text))


def best(texts: Iterable[str], matcher: Matcher) -> list[Piece]:
    """Return the window of one of the texts where most different words stand; else the beginning of the first text."""
    first, found, most = "", [], 0
    chosen = ""
    for text in map(shown, filter(None, texts)):
        first = first or text
        places = matcher.places(text)
        different = len({one.wanted for one in places})
        if different > most:
            chosen, found, most = text, places, different
    text = chosen or first
    return pieces(text, found, *window(text, found))


def window(text: str, places: Sequence[Place]) -> tuple[int, int]:
    """Return the borders of what is shown, between words, around most of the different words."""
    if len(text) <= WINDOW:
        return 0, len(text)
    middle = _densest(places)
    start = 0 if middle < WINDOW // 2 else text.rfind(" ", 0, middle - WINDOW // 3) + 1
    end = start + WINDOW
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return start, min(end, len(text))


def _densest(places: Sequence[Place]) -> int:
    best_start, most = 0, 0
    for number, one in enumerate(places):
        inside = {other.wanted for other in places[number : number + 20] if other.end - one.start <= WINDOW * 2 // 3}
        if len(inside) > most:
            best_start, most = one.start, len(inside)
    return best_start


def pieces(text: str, places: Sequence[Place], start: int, end: int) -> list[Piece]:
    """Return what stands between the borders, in runs; dots where something was cut."""
    found, at = [], start
    if start > 0:
        found.append(Piece("…"))
    for one in places:
        if one.start >= max(start, at) and one.end <= end:
            found += [Piece(text[at : one.start]), Piece(text[one.start : one.end], marked=True)]
            at = one.end
    found.append(Piece(text[at:end].rstrip() + ("…" if end < len(text) else "")))
    return [piece for piece in found if piece.text]
