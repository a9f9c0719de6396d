"""What is offered while people type: names and subjects that begin so, and titles that have these words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oseredok.base.core.keyboard import other_layout
from oseredok.base.core.text import loose_key, tidy
from oseredok.spine.search import indexes, query, sources
from oseredok.spine.search.composing import narrowed
from oseredok.spine.search.engines.base import Engine, Request
from oseredok.spine.search.finding import shown
from oseredok.spine.search.nodes import And, Everything, Node, Or, Prefix, Word, both
from oseredok.spine.search.query import SHORTEST_PREFIX
from oseredok.spine.search.sources import PUBLIC

LONGEST = 80
NAMES, TITLES = 4, 6
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` says what it is; `url` leads to the thing itself, `query` to what is found by it: one of the two."""

    words: str
    kind: str
    url: str = ""
    query: str = ""


def suggest(typed: str, *, now: datetime, audience: tuple[str, ...] = (PUBLIC,)) -> list[Suggestion]:
    """Return a few suggestions, names first; in the other layout when there is nothing in this one."""
    engine = indexes.engine()
    typed = tidy(typed)[:LONGEST]
    if engine is None or len(typed) < SHORTEST:
        return []
    found = _suggest(engine, typed, now=now, audience=audience)
    other = "" if found else other_layout(typed)
    return _suggest(engine, other, now=now, audience=audience) if other else found


def _suggest(engine: Engine, typed: str, *, now: datetime, audience: tuple[str, ...]) -> list[Suggestion]:
    node = query.parse(typed).node
    if isinstance(node, Everything):
        return []
    names = [
        Suggestion(words, str(known.label), query=narrowed(code, words))
        for code, words in engine.complete(loose_key(typed), audience=audience, limit=NAMES)
        if (known := sources.fields().get(code))
    ]
    node = _titles(node)
    request = Request(node, audience, int(now.timestamp()), limit=TITLES, grouped=True)
    hits = shown(engine.search(request).found, node, audience=audience)
    titles = [
        Suggestion(hit.document.title, hit.one, url=hit.document.url) for hit in hits if hit.source.suggest_titles
    ]
    return [*names, *titles]


def _titles(node: Node) -> Node:
    """Return the words of a query in titles and in what people call things; the last one may be only begun."""
    parts: Sequence[Node] = node.children if isinstance(node, And) else (node,)
    last = parts[-1]
    if not isinstance(last, Word) or last.field:
        return node
    begun = _in_titles(last)
    if len(last.keys.form) >= SHORTEST_PREFIX:
        begun += [Prefix(last.keys.form, field) for field in ("title", "words")]
    earlier = [Or(tuple(_in_titles(one))) if isinstance(one, Word) and not one.field else one for one in parts[:-1]]
    return both(*earlier, Or(tuple(begun)))


def _in_titles(word: Word) -> list[Node]:
    return [Word(word.surface, word.parts, field) for field in ("title", "words")]
