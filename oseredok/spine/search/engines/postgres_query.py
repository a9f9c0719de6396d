"""The tree of a query as PostgreSQL's tsquery and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from oseredok.spine.search.analysis import FORM, LATIN, Keys
from oseredok.spine.search.engines.base import Request
from oseredok.spine.search.nodes import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Value, Word
from oseredok.spine.search.sources import Field, Kind

MOST_PHRASES = 12
SHORTEST_ROOT = 4
WEIGHTS = "{0.17,0.33,0.67,1.0}"  # of D, C, B, A: PostgreSQL takes none above 1
_LETTERS = "абвгдежзиійклмнопрстуфхцчшщьюя"

Sql = tuple[str, list[Any]]


def lexeme(field: Field, term: str) -> str:
    """Return a quoted lexeme: the field and the word."""
    return "'" + f"{field.code}/{term}".replace("\\", "\\\\").replace("'", "''") + "'"


class Compiler:
    def __init__(self, known: dict[str, Field]) -> None:
        self.known = known
        self.texts = [one for one in known.values() if one.kind is Kind.TEXT]

    def where(self, request: Request, *, build: str, without: str = "") -> Sql:
        """Return the condition of a request's hits; `without` leaves out one filter, for its own facet."""
        condition, values = self.node(request.node)
        parts = ["build = %s", f"({condition})", "audience ?| %s", "since <= %s", "until > %s"]
        values = [build, *values, list(request.audience), request.moment, request.moment]
        for code, chosen in request.filters.items():
            if code != without and chosen:
                parts.append("source = ANY(%s)" if code == "source" else self._kept(code, "?|"))
                values += [list(chosen)] if code == "source" else [code, list(chosen)]
        return " AND ".join(parts), values

    def score(self, node: Node) -> Sql:
        """Return how well a row answers the words of a query."""
        words = " | ".join(self._scored(node))
        return (f"(0.001 + ts_rank('{WEIGHTS}', words, %s::tsquery))", [words]) if words else ("1", [])

    def order(self, sort: str) -> str:
        way = "DESC" if sort.startswith("-") else "ASC"
        code = sort.removeprefix("-")
        if not code:
            return "score DESC, uid"
        if code == "title":
            return f"sort_title {way}, uid"
        return f"(numbers -> '{self.known[code].code}' ->> 0)::bigint {way} NULLS LAST, uid"

    def node(self, node: Node) -> Sql:
        match node:
            case Word() | Phrase():
                found = " | ".join(self._words(node))
                return ("words @@ %s::tsquery", [found]) if found else ("FALSE", [])
            case Prefix(field=field) if field in self.known and self.known[field].kind is Kind.KEYWORD:
                stem = self.known[field].normal(node.stem)
                return (
                    "EXISTS (SELECT 1 FROM jsonb_array_elements_text(compared -> %s) one WHERE starts_with(one, %s))",
                    [field, stem],
                )
            case Prefix():
                found = " | ".join(f"{lexeme(one, FORM + node.stem)}:*" for one in self._fields(node.field))
                return ("words @@ %s::tsquery", [found]) if found else ("FALSE", [])
            case Value(field=field) | Range(field=field) if field not in self.known:
                return "FALSE", []
            case Value(field=field, value=value):
                return "compared -> %s ? %s", [field, value]
            case Range(field=field, low=low, high=high):
                sql = "EXISTS (SELECT 1 FROM jsonb_array_elements_text(numbers -> %s) one WHERE one::bigint BETWEEN %s AND %s)"
                return sql, [field, -(2**62) if low is None else low, 2**62 if high is None else high]
            case Not(child=child):
                sql, values = self.node(child)
                return f"NOT ({sql})", values
            case And(children=children):
                return self._joined(" AND ", children)
            case Or(children=children):
                return self._joined(" OR ", children)
            case Everything():
                return "TRUE", []

    def _joined(self, word: str, children: Sequence[Node]) -> Sql:
        parts = [self.node(child) for child in children]
        return word.join(f"({sql})" for sql, _values in parts), [value for _sql, values in parts for value in values]

    def _scored(self, node: Node) -> Iterator[str]:
        match node:
            case Word() | Phrase():
                yield from self._words(node)
            case Prefix() if node.field not in self.known or self.known[node.field].kind is Kind.TEXT:
                for one in self._fields(node.field):
                    yield f"{lexeme(one, FORM + node.stem)}:*"
            case And(children=children) | Or(children=children):
                for child in children:
                    yield from self._scored(child)

    def _fields(self, code: str) -> list[Field]:
        if not code:
            return self.texts
        return [self.known[code]] if code in self.known else []

    def _words(self, node: Word | Phrase) -> Iterator[str]:
        for field in self._fields(node.field):
            yield from self._word(field, node) if isinstance(node, Word) else self._phrase(field, node)

    def _word(self, field: Field, word: Word) -> Iterator[str]:
        keys = word.keys
        for term in dict.fromkeys((*keys.lemmas, FORM + keys.form)):
            yield lexeme(field, term)
        if field.latin and keys.form.isascii():
            yield from (lexeme(field, LATIN + one) for one in keys.latin)
        if word.slips:
            yield from (lexeme(field, term) for term in _slipped(keys))

    def _phrase(self, field: Field, phrase: Phrase) -> Iterator[str]:
        places: list[tuple[int, Keys]] = []
        start = 0
        for word in phrase.words:
            parts = [part for part in word.parts if len(word.parts) == 1 or part[1] != word.keys] or list(word.parts)
            places += [(start + step, keys) for step, keys in parts]
            start += parts[-1][0] + 1
        for terms in islice(product(*[(*keys.lemmas, FORM + keys.form) for _place, keys in places]), MOST_PHRASES):
            text = lexeme(field, terms[0])
            for before, after, term in zip(places, places[1:], terms[1:], strict=False):
                text += f" <{after[0] - before[0]}> {lexeme(field, term)}"
            yield f"({text})"

    def _kept(self, code: str, operator: str) -> str:
        known = self.known[code]
        if known.kind in (Kind.INTEGER, Kind.DATE):
            return "EXISTS (SELECT 1 FROM jsonb_array_elements_text(numbers -> %s) one WHERE one = ANY(%s))"
        return f"values -> %s {operator} %s"


def _slipped(keys: Keys) -> Iterator[str]:
    """Yield every form that one slip could have made this of, and the roots that it may have grown from."""
    form = keys.form
    seen = {form}
    for at in range(len(form) + 1):
        head, tail = form[:at], form[at:]
        near = [head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]]
        near += [head + letter + tail[skip:] for letter in _LETTERS for skip in (0, 1)]
        for one in near:
            if one and one not in seen:
                seen.add(one)
                yield FORM + one
    yield from {lemma[:length] for lemma in keys.lemmas for length in range(SHORTEST_ROOT, len(lemma))}
