"""The tree of a query in tantivy's own terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

import tantivy
from tantivy import FieldType, Occur, Query

from oseredok.spine.search.analysis import FORM, LATIN, Keys
from oseredok.spine.search.engines.base import Request
from oseredok.spine.search.nodes import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Value, Word
from oseredok.spine.search.sources import PUBLIC, Field, Kind

# How much a way of being found counts beside the lemma's 1: the very form adds to it, the others stand in its place.
FORM_BONUS, LATIN_WORTH, PREFIX_WORTH, SLIP_WORTH = 0.35, 0.8, 0.6, 0.35
MOST_PHRASES = 12
SHORTEST_ROOT = 4


class Compiler:
    def __init__(self, schema: tantivy.Schema, known: dict[str, Field]) -> None:
        self.schema = schema
        self.known = known
        self.texts = [one for one in known.values() if one.kind is Kind.TEXT]
        self.forms = "w_" if self._has("w_title", "") else "t_"  # an older index has them among the lemmas
        self.has_closed = self._has("closed", True)

    def query(self, request: Request, *, without: str = "") -> Query:
        """Return what finds a request's hits; `without` leaves out one filter, for its own facet."""
        musts = [(Occur.Must, self.node(request.node)), self._seen_by(request.audience)]
        for code, values in request.filters.items():
            if code != without and values:
                musts.append((Occur.Must, self._silent(self._chosen(code, values))))
        musts.append((Occur.MustNot, self._out_of_time(request.moment)))
        return Query.boolean_query(musts)

    def node(self, node: Node) -> Query:
        match node:
            case Word():
                return self._word(node)
            case Phrase():
                return self._phrase(node)
            case Prefix():
                return self._prefix(node)
            case Value(field=field) | Range(field=field) if field not in self.known:
                return Query.empty_query()
            case Value(field=field, value=value):
                return Query.term_query(self.schema, f"k_{field}", value)
            case Range(field=field, low=low, high=high):
                return self._silent(
                    Query.range_query(self.schema, f"n_{field}", FieldType.Integer, lower_bound=low, upper_bound=high)
                )
            case Not(child=child):
                return Query.boolean_query([(Occur.Must, self._all()), (Occur.MustNot, self.node(child))])
            case And(children=children):
                return self._and(children)
            case Or(children=children):
                return self._any([self.node(child) for child in children])
            case Everything():
                return self._all()

    def _has(self, name: str, value: str | bool) -> bool:
        try:
            Query.term_query(self.schema, name, value)
        except ValueError:
            return False
        return True

    def _and(self, children: Sequence[Node]) -> Query:
        parts = [
            (Occur.MustNot, self.node(child.child)) if isinstance(child, Not) else (Occur.Must, self.node(child))
            for child in children
        ]
        if all(occur is Occur.MustNot for occur, _query in parts):
            parts.append((Occur.Must, self._all()))
        return Query.boolean_query(parts)

    def _fields(self, code: str) -> list[Field]:
        """Return where words are sought; nowhere, when an older index has not got the field."""
        if not code:
            return self.texts
        return [self.known[code]] if code in self.known else []

    def _word(self, word: Word) -> Query:
        return self._any([one for field in self._fields(word.field) for one in self._word_in(field, word)])

    def _word_in(self, field: Field, word: Word) -> Iterator[Query]:
        keys, lemmas, forms = word.keys, f"t_{field.code}", f"{self.forms}{field.code}"
        for lemma in keys.lemmas:
            yield self._term(lemmas, lemma, field.weight)
        # A form that is its own lemma is found already: the bonus parts the very form from the others.
        yield self._term(forms, FORM + keys.form, field.weight * FORM_BONUS)
        if field.latin and keys.form.isascii():
            for latin in keys.latin:
                yield self._term(forms, LATIN + latin, field.weight * LATIN_WORTH)
        if word.slips:
            yield from self._slipped(lemmas, forms, keys, word.slips, field)

    def _slipped(self, name: str, forms: str, keys: Keys, slips: int, field: Field) -> Iterator[Query]:
        weight = field.weight * SLIP_WORTH
        yield Query.boost_query(Query.fuzzy_term_query(self.schema, forms, FORM + keys.form, slips), weight)
        if field.latin and keys.form.isascii():
            for latin in keys.latin:
                yield Query.boost_query(Query.fuzzy_term_query(self.schema, forms, LATIN + latin, slips), weight)
        roots = {lemma[:length] for lemma in keys.lemmas for length in range(SHORTEST_ROOT, len(lemma))}
        for root in sorted(roots):
            yield self._term(name, root, weight)

    def _term(self, name: str, term: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self.schema, name, term), weight)

    def _phrase(self, phrase: Phrase) -> Query:
        places: list[tuple[int, tuple[str, ...], str]] = []
        start = 0
        for word in phrase.words:
            parts = [part for part in word.parts if len(word.parts) == 1 or part[1] != word.keys] or list(word.parts)
            places += [(start + step, keys.lemmas, FORM + keys.form) for step, keys in parts]
            start += parts[-1][0] + 1
        found = self._any([one for field in self._fields(phrase.field) for one in self._phrase_in(field, places)])
        if len(places) == 1:
            return found
        bonus = [
            (Occur.Should, self._term(f"{self.forms}{field.code}", form, field.weight * FORM_BONUS))
            for field in self._fields(phrase.field)
            for _place, _lemmas, form in places
        ]
        return Query.boolean_query([(Occur.Must, found), *bonus])

    def _phrase_in(self, field: Field, places: Sequence[tuple[int, tuple[str, ...], str]]) -> Iterator[Query]:
        name, at = f"t_{field.code}", [place for place, _lemmas, _form in places]
        if len(places) == 1:
            for lemma in places[0][1]:
                yield self._term(name, lemma, field.weight)
            return
        for lemmas in islice(product(*[lemmas for _place, lemmas, _form in places]), MOST_PHRASES):
            yield Query.boost_query(
                Query.phrase_query(self.schema, name, list(zip(at, lemmas, strict=True))), field.weight
            )

    def _prefix(self, prefix: Prefix) -> Query:
        known = self.known.get(prefix.field)
        if known and known.kind is Kind.KEYWORD:
            return self._begins(f"k_{known.code}", known.normal(prefix.stem))
        found = [
            Query.boost_query(self._begins(f"{self.forms}{one.code}", FORM + prefix.stem), one.weight * PREFIX_WORTH)
            for one in self._fields(prefix.field)
        ]
        return self._any(found)

    def _begins(self, name: str, start: str) -> Query:
        return Query.fuzzy_term_query(self.schema, name, start, 0, prefix=True)

    def _seen_by(self, audience: Sequence[str]) -> tuple[Occur, Query]:
        """Few rows are not for everybody: to leave them out costs less than to ask each row of a common word."""
        if PUBLIC not in audience or not self.has_closed:
            return Occur.Must, self._silent(self._audience(audience))
        closed = [(Occur.Must, Query.term_query(self.schema, "closed", True))]
        others = [one for one in audience if one != PUBLIC]
        if others:
            closed.append((Occur.MustNot, self._audience(others)))
        return Occur.MustNot, Query.boolean_query(closed)

    def _audience(self, audience: Sequence[str]) -> Query:
        if len(audience) == 1:
            return Query.term_query(self.schema, "audience", audience[0])
        return Query.term_set_query(self.schema, "audience", list(audience))

    def _chosen(self, code: str, values: Sequence[str]) -> Query:
        if code == "source":
            return Query.term_set_query(self.schema, "source", list(values))
        known = self.known[code]
        if known.kind in (Kind.INTEGER, Kind.DATE):
            numbers = [int(one) for one in values if one.lstrip("-").isdecimal()]
            return self._any([Query.term_query(self.schema, f"n_{code}", one) for one in numbers])
        return Query.term_set_query(self.schema, f"f_{code}" if known.facet else f"k_{code}", list(values))

    def _out_of_time(self, moment: int) -> Query:
        """Few rows have a time: they are asked first, so that the others cost nothing."""
        early = Query.range_query(self.schema, "since", FieldType.Integer, lower_bound=moment + 1)
        late = Query.range_query(self.schema, "until", FieldType.Integer, upper_bound=moment)
        timed = Query.term_query(self.schema, "timed", True)
        return Query.boolean_query([(Occur.Must, timed), (Occur.Must, self._any([early, late]))])

    def _silent(self, query: Query) -> Query:
        """Narrows and adds nothing to the score."""
        return Query.const_score_query(query, 0.0)

    def _all(self) -> Query:
        return Query.const_score_query(Query.all_query(), 1.0)

    def _any(self, queries: Sequence[Query]) -> Query:
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, one) for one in queries]) if queries else Query.empty_query()
