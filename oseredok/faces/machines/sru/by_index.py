"""The same meaning asked of the index of search: words in any form, at once on a million records.

The index is not asked when it is being made anew, and for what it does not hold; the database answers then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.searching import CODE
from oseredok.faces.machines.sru.meaning import Both, Meant, Term, Words, Years
from oseredok.spine.search import indexes, query
from oseredok.spine.search.engines.base import Request
from oseredok.spine.search.nodes import And, Everything, Node, Not, Or, Range, Value
from oseredok.spine.search.sources import PUBLIC

_WORDS: Mapping[str, str] = {"dc.title": "title", "dc.creator": "author", "dc.subject": "topic"}
_ANYWHERE = frozenset({"cql.serverchoice", "cql.anywhere", "cql.allindexes"})
_VALUES: Mapping[str, str] = {"dc.type": "kind", "dc.language": "language"}
_NUMBERS = frozenset({"dc.identifier", "bath.isbn", "bath.issn"})
_ORDERS: Mapping[str, str] = {"title_key": "title", "-title_key": "-title", "year": "year", "-year": "-year"}
_QUOTES = str.maketrans('"«»„“”', "      ")


class _NotHeld(Exception):  # noqa: N818 - what it is
    """The index does not hold what is asked."""


def ask(meant: Meant, order: Sequence[str], *, offset: int, limit: int, now: datetime) -> tuple[int, list[int]] | None:
    """Return how many are found and the ids of some, or None: the database must answer."""
    engine = indexes.engine()
    if engine is None or not indexes.store().is_fresh() or len(order) > 1 or not set(order) <= set(_ORDERS):
        return None
    try:
        node = _node(meant)
    except _NotHeld:
        return None
    sort = _ORDERS[order[0]] if order else ""
    filters = {"source": [CODE]}
    wish = Request(
        node, (PUBLIC,), int(now.timestamp()), filters=filters, sort=sort, offset=offset, limit=max(limit, 1)
    )
    answer = engine.search(wish)
    pks = [int(one.key) for one in answer.found[:limit]]
    there = set(Record.live.filter(pk__in=pks).values_list("pk", flat=True))
    return answer.total, [pk for pk in pks if pk in there]


def _node(meant: Meant) -> Node:
    match meant:
        case Both(boolean=boolean, left=left, right=right):
            one, other = _node(left), _node(right)
            return Or((one, other)) if boolean == "or" else And((one, other if boolean == "and" else Not(other)))
        case Years(first=first, last=last):
            found: Node = Range("year", first, last)
        case Words(code=code, how=how, terms=terms):
            each = tuple(_looked_for(code, term) for term in terms)
            found = each[0] if len(each) == 1 else Or(each) if how == "any" else And(each)
    return And((Everything(), Not(found))) if meant.is_negated else found


def _looked_for(code: str, term: Term) -> Node:
    number = values.isbn(term.text) or values.issn(term.text)
    if code in _NUMBERS and number:
        return Value("isbn", number)
    if code in _VALUES:
        return Value(_VALUES[code], term.text.lower())
    if code == "cql.allrecords":
        return Everything()
    if code in _ANYWHERE:
        found = _phrase(term)
        return Or((found, Value("isbn", number))) if number else found
    if code in _WORDS:
        return _phrase(term, _WORDS[code])
    raise _NotHeld


def _phrase(term: Term, field: str = "") -> Node:
    """Return words one after another, or the beginning of one, read as search reads what people type."""
    if term.is_open and not term.text.isalnum():
        raise _NotHeld
    inner = f"{term.text}*" if term.is_open else f'"{term.text.translate(_QUOTES)}"'
    node = query.parse(f"{field}:{inner}" if field else inner).node
    if isinstance(node, Everything):  # nothing but signs that search passes over
        raise _NotHeld
    return node
