"""Matches documents with a query and ranks them. Knows nothing of the database or of what a document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from oseredok.faces.front.search import language
from oseredok.faces.front.search.language import Token

TITLE, WORDS, SUMMARY, BODY = 6.0, 4.0, 2.0, 1.0
EXACT, LEMMA, PREFIX, SLIP = 1.0, 0.9, 0.6, 0.35
SNIPPET = 170


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found. `words` are never shown: they are what people call it."""

    kind: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    words: str = ""
    icon: str = ""
    meta: tuple[str, ...] = ()
    published_on: date | None = None
    lang: str = ""
    weight: float = 1.0

    def fields(self) -> tuple[tuple[str, float], ...]:
        return (self.title, TITLE), (self.words, WORDS), (self.summary, SUMMARY), (self.body, BODY)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked when it is what the person looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    score: float
    title: Sequence[Piece]
    snippet: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. `repaired` is the query in the other layout when that is what was searched;
    `partial` says that no document has every word and these have some of them."""

    query: str
    hits: Sequence[Hit] = ()
    repaired: str = ""
    partial: bool = False
    counts: Counter[str] = field(default_factory=Counter)


def search(documents: Iterable[Document], query: str, *, exact: bool = False) -> Results:
    """Find `query` in `documents`, the best first. `exact` keeps the query as it was typed, without layout repair."""
    pool = list(documents)
    found = _find(pool, query)
    if found.hits and not found.partial:
        return found
    other = "" if exact else language.other_layout(query)
    if other:
        repaired = _find(pool, other)
        if repaired.hits and not repaired.partial:
            return Results(query, repaired.hits, other, False, repaired.counts)
    return found


def _find(documents: list[Document], query: str) -> Results:
    wanted = language.terms(query)
    if not wanted:
        return Results(query)
    plain = [_level_of_each(document, wanted, slips=False) for document in documents]
    # A slip of the finger is assumed only for a word that is found nowhere as it stands.
    absent = [place for place in range(len(wanted)) if not any(levels[place] for levels in plain)]
    if absent:
        loose = [_level_of_each(document, wanted, slips=True) for document in documents]
        plain = [
            [slip if place in absent else level for place, (level, slip) in enumerate(zip(own, slips, strict=True))]
            for own, slips in zip(plain, loose, strict=True)
        ]
    rows = list(zip(documents, plain, strict=True))
    whole = [(document, levels) for document, levels in rows if all(levels)]
    chosen = whole or [(document, levels) for document, levels in rows if any(levels)]
    slips = bool(absent)
    ranked = sorted(chosen, key=lambda row: (-_score(*row), -(row[0].published_on or date.min).toordinal()))
    hits = [_hit(document, _score(document, levels), wanted, slips=slips) for document, levels in ranked]
    return Results(query, hits, partial=not whole and bool(hits), counts=Counter(hit.document.kind for hit in hits))


def _level_of_each(document: Document, wanted: Sequence[Token], *, slips: bool) -> list[float]:
    best = [0.0] * len(wanted)
    for text, weight in document.fields():
        for token in language.tokens(language.shown(text)):
            for place, term in enumerate(wanted):
                if best[place] < weight:
                    best[place] = max(best[place], weight * level(term, token, slips=slips))
    return best


def _score(document: Document, levels: Sequence[float]) -> float:
    return sum(levels) * document.weight


def level(term: Token, token: Token, *, slips: bool = False) -> float:
    """How well a word of a text answers a word of a query: from 0 to 1."""
    if term.forms & token.forms:
        return EXACT
    if term.lemmas & token.lemmas or term.forms & token.latin:
        return LEMMA
    longest = max(term.forms, key=len)
    if len(longest) >= 3 and any(form.startswith(longest) for form in token.forms | token.latin):
        return PREFIX
    if slips and len(longest) >= 4 and any(_alike(word, key) for word in term.lemmas for key in token.lemmas):
        return SLIP
    return 0.0


def _alike(word: str, key: str) -> bool:
    """One slip apart, or the key is the root that the word grew from: `друкувати` and `друк`, `субсидии` and `субсидії`."""
    if len(key) < 4:
        return False
    word, key = word.replace("и", "і"), key.replace("и", "і")
    return word.startswith(key) or language.one_slip(word, key)


def _hit(document: Document, score: float, wanted: Sequence[Token], *, slips: bool) -> Hit:
    summary, body = language.shown(document.summary), language.shown(document.body)
    in_summary = _places(summary, wanted, slips=slips)
    in_body = [] if in_summary else _places(body, wanted, slips=slips)
    text, places = (body, in_body) if in_body else (summary or body, in_summary)
    title = language.shown(document.title)
    return Hit(
        document,
        score,
        _pieces(title, _places(title, wanted, slips=slips), 0, len(title)),
        _pieces(text, places, *_window(text, places)),
    )


def _places(text: str, wanted: Sequence[Token], *, slips: bool) -> list[tuple[int, int]]:
    return [
        (token.start, token.end)
        for token in language.tokens(text)
        if any(level(term, token, slips=slips) for term in wanted)
    ]


def _window(text: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= SNIPPET:
        return 0, len(text)
    middle = places[0][0] if places else 0
    start = 0 if middle < SNIPPET // 2 else text.rfind(" ", 0, middle - SNIPPET // 3) + 1
    end = start + SNIPPET
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return start, min(end, len(text))


def _pieces(text: str, places: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    if start > 0:
        pieces.append(Piece("…"))
    for left, right in places:
        if left >= start and right <= end:
            pieces += [Piece(text[at:left]), Piece(text[left:right], marked=True)]
            at = right
    pieces.append(Piece(text[at:end].rstrip() + ("…" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]
