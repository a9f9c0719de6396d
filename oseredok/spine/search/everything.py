"""Everything that is found, as numbers of one field: for whoever filters and puts in order by more than the index has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oseredok.spine.search import indexes
from oseredok.spine.search.engines.base import Request
from oseredok.spine.search.finding import LOOKED_AT, SOURCE, Results, Wish, settle
from oseredok.spine.search.nodes import Everything, Node
from oseredok.spine.search.sources import PUBLIC


@dataclass(frozen=True)
class Numbers:
    """`meant`: what was sought in the place of what was typed, when that found nothing."""

    found: list[int]
    meant: str = ""


def numbers(node: Node, code: str, *, source: str, typed: str, now: datetime) -> Numbers | None:
    """Return the numbers of everything of a source that the public may find by a node, repaired as on the page of search.

    All its words are needed. `typed` is what people may have typed in the other layout. None: there is no index of today's
    shape, so something else must answer.
    """
    engine = indexes.engine()
    if engine is None or not indexes.store().is_fresh():
        return None
    if isinstance(node, Everything):
        return Numbers([])
    filters = {SOURCE: [source]}
    wish = Wish(typed, filters=filters, size=LOOKED_AT, grouped=False, with_facets=False, partly=False)
    results = Results(typed)
    node, answer = settle(engine, wish, node, results, now=now)
    if not answer.total:
        return Numbers([])
    request = Request(node, (PUBLIC,), int(now.timestamp()), filters=filters)
    return Numbers(engine.numbers(request, code), results.meant or results.layout)
