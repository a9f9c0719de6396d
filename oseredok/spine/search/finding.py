"""What pages call: find what a person typed, whatever way it was typed, and make it ready to be shown.

    results = finding.find(Wish(text="субсідія", audience=(PUBLIC,)), now=now)

A query that finds nothing is tried again: in the other keyboard layout, with slips forgiven to words that the index does
not know (in whatever form they stand), at last by any of its words. What was done is said in the results, and `exact` forbids it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.utils.translation import gettext as _

from oseredok.base.core.keyboard import other_layout
from oseredok.spine.search import indexes, query, sources
from oseredok.spine.search.analysis import FORM, LATIN
from oseredok.spine.search.engines.base import Answer, Engine, Found, Request
from oseredok.spine.search.highlight import Matcher, Piece, best, whole
from oseredok.spine.search.meant import meant, put
from oseredok.spine.search.mending import mended, with_words
from oseredok.spine.search.nodes import Everything, Node, Range, Word, any_of_its_words, both, loosened
from oseredok.spine.search.rows import number_of
from oseredok.spine.search.slips import LONG, SHORTEST
from oseredok.spine.search.sources import ADDED, PUBLIC, Document, Field, Source

PAGE = 15
SOURCE = "source"
LOOKED_AT = 5  # hits that tell what a slip was meant to be


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. `filters` by field (`source`: the kind); `sort` as engines have it."""

    text: str
    audience: tuple[str, ...] = (PUBLIC,)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    size: int = PAGE
    exact: bool = False
    grouped: bool = True
    with_facets: bool = True
    came: tuple[date, date] | None = None  # only what came to be found here on these days
    partly: bool = True  # when nothing has all the words, what has some of them will do

    @property
    def narrows(self) -> bool:
        return any(self.filters.values()) or self.came is not None


@dataclass(frozen=True)
class Hit:
    """One thing that was found, ready to be shown. `why`: in which words, where neither title nor snippet shows it."""

    source: Source
    document: Document
    title: Sequence[Piece]
    snippet: Sequence[Piece]
    why: Sequence[str] = ()
    more: int = 0

    @property
    def one(self) -> str:
        """Return what it is, in a word or two."""
        return self.document.one or str(self.source.one)


@dataclass
class Results:
    """`layout`: the query in the other layout, when that was sought. `meant`: the words that a slip was taken for.
    `rows`: how many with those behind the hits (other editions), which facets count too.
    `partial`: nothing has all the words, these have some. `updating`: the index is being made, something may be missing."""

    text: str
    warnings: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    rows: int = 0
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    layout: str = ""
    meant: str = ""
    partial: bool = False
    updating: bool = False
    is_empty: bool = True


def find(wish: Wish, *, now: datetime) -> Results:
    """Find, in the language that is active. Never raises for anything that was typed."""
    parsed = query.parse(wish.text)
    results = Results(parsed.text, parsed.warnings, is_empty=parsed.is_empty and not wish.narrows)
    engine = indexes.engine()
    results.updating = engine is None or not indexes.store().is_fresh()
    if engine is None or results.is_empty:
        return results
    asked = parsed.node
    if wish.came is not None:
        asked = both(asked, Range(ADDED.code, number_of(wish.came[0]), number_of(wish.came[1])))
    node, answer = settle(engine, wish, asked, results, now=now)
    results.total, results.rows, results.facets = answer.total, answer.rows, answer.facets
    results.hits = shown(answer.found, node, audience=wish.audience)
    return results


def shown(found: Sequence[Found], node: Node, *, audience: Sequence[str]) -> list[Hit]:
    """Return hits with their words as the rooms have them now; what has gone meanwhile, or is closed, is left out."""
    there: dict[tuple[str, str], tuple[Source, Document]] = {}
    for code in dict.fromkeys(one.source for one in found):
        source = sources.by_code(code)
        keys = {one.key for one in found if one.source == code}
        for document in source.documents(keys) if source else ():
            if source and set(document.audience) & set(audience):
                there[code, document.key] = source, document
    matcher = Matcher(node)
    return [_hit(*there[one.source, one.key], matcher, one.more) for one in found if (one.source, one.key) in there]


def facet_fields(filters: Mapping[str, Sequence[str]]) -> list[Field]:
    """Return what results may be narrowed by: the facets of the chosen kinds, or of all."""
    chosen = set(filters.get(SOURCE, ()))
    codes = {
        one.code for source in sources.all_sources() if not chosen or source.code in chosen for one in source.fields
    }
    return [one for one in sources.fields().values() if one.facet and one.code in codes]


def settle(engine: Engine, wish: Wish, node: Node, results: Results, *, now: datetime) -> tuple[Node, Answer]:
    """Ask for a node, and when nothing is found, for what may have been meant; return what was asked at last. `results` tell of it."""
    answer = _ask(engine, wish, node, now=now)
    if answer.total or wish.exact or isinstance(node, Everything):
        return node, answer
    other = other_layout(wish.text)
    in_other = query.parse(other).node if other else Everything()
    if not isinstance(in_other, Everything):
        answer = _ask(engine, wish, in_other, now=now)
        if answer.total:
            results.layout = other
            return in_other, answer
    for slips in (1, 2):
        forgiving = _forgiving(engine, node, slips)
        if forgiving == node:
            break
        answer = _ask(engine, wish, forgiving, now=now)
        if answer.total:
            results.meant = meant(results.text, forgiving, _documents(answer, wish))
            return forgiving, answer
        if slips == 1 and (near := _meant_forms(engine, node)):
            in_forms = with_words(node, {word: [one for _form, one in found] for word, found in near.items()})
            answer = _ask(engine, wish, in_forms, now=now)
            if answer.total:
                results.meant = put(results.text, {word.surface: found[0][0] for word, found in near.items()})
                return in_forms, answer
    some = any_of_its_words(_forgiving(engine, node, 1)) if wish.partly else node
    if some != node:
        answer = _ask(engine, wish, some, now=now)
        results.partial = bool(answer.total)
    return some, answer


def _ask(engine: Engine, wish: Wish, node: Node, *, now: datetime) -> Answer:
    fields = [SOURCE, *[one.code for one in facet_fields(wish.filters)]] if wish.with_facets else []
    known = engine.field_codes()
    return engine.search(
        Request(
            node,
            wish.audience,
            int(now.timestamp()),
            filters={code: values for code, values in wish.filters.items() if code in known or code == SOURCE},
            facets=tuple(code for code in fields if code in known or code == SOURCE),
            sort=wish.sort,
            offset=(max(wish.page, 1) - 1) * wish.size,
            limit=wish.size,
            grouped=wish.grouped,
        )
    )


def _forgiving(engine: Engine, node: Node, slips: int) -> Node:
    """Return the tree with slips forgiven to the words that no text has; a second one to long words only."""
    unknown = dict.fromkeys(_unknown(engine, node, SHORTEST if slips == 1 else LONG), slips)
    return loosened(node, unknown) if unknown else node


def _meant_forms(engine: Engine, node: Node) -> dict[Word, list[tuple[str, Word]]]:
    found = {word: mended(word, partial(is_known, engine)) for word in _unknown(engine, node, SHORTEST)}
    return {word: near for word, near in found.items() if near}


def _unknown(engine: Engine, node: Node, shortest: int) -> list[Word]:
    return [
        word
        for word in query.plain_words(node)
        if len(word.keys.form) >= shortest and word.surface.isalpha() and not is_known(engine, word)
    ]


def is_known(engine: Engine, word: Word) -> bool:
    """Whether some text has the word, in any way."""
    keys = word.keys
    names = [*keys.lemmas, FORM + keys.form, *(LATIN + one for one in keys.latin if keys.form.isascii())]
    return any(engine.has(name) for name in names)


def _documents(answer: Answer, wish: Wish) -> list[Document]:
    found = answer.found[:LOOKED_AT]
    return [hit.document for hit in shown(found, Everything(), audience=wish.audience)]


def _hit(source: Source, document: Document, matcher: Matcher, more: int) -> Hit:
    title = whole(document.title, matcher)
    snippet = best((document.summary, document.body), matcher)
    visible = any(piece.marked for piece in (*title, *snippet))
    why = () if visible else _why(source, document, matcher)
    return Hit(source, document, title, snippet, why, more)


def _why(source: Source, document: Document, matcher: Matcher) -> list[str]:
    """Return the fields and words by which something was found that shows none of them."""
    found = []
    for one in source.fields:
        value = document.values.get(one.code)
        texts = (
            [value]
            if isinstance(value, str)
            else [str(part) for part in value]
            if isinstance(value, list | tuple)
            else []
        )
        for text in texts:
            marked = [piece.text for piece in whole(text, matcher) if piece.marked]
            if marked:
                found.append(_("{field}: {words}").format(field=one.label, words=text))
                break
    if found:
        return found
    marked = [piece.text for piece in whole(document.words, matcher) if piece.marked]
    return [", ".join(dict.fromkeys(marked))] if marked else []
