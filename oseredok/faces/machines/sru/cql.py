"""CQL, the query language of SRU, as a tree. Pure; what an index means is not known here.

The package `cql-parser` was looked at: one release of 2023 with a parser generator inside. The grammar needs no generator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypeAlias

SERVER_CHOICE = "cql.serverChoice"
BOOLEANS = ("and", "or", "not", "prox")
LONGEST = 4_000  # signs
DEEPEST = 40  # brackets within brackets
_SORT = "sortby"
_TOKEN = re.compile(r'\s*(?:("(?:\\.|[^"\\])*")|(==|<=|>=|<>|[()=<>/])|([^\s()=<>"/]+))', re.DOTALL)
_COMPARISONS = frozenset({"=", "==", "<", ">", "<=", ">=", "<>"})

_NAMED = frozenset({"any", "all", "adj", "exact", "scr", "within", "encloses"})


class SyntaxFault(Exception):  # noqa: N818 - the standard's words
    """The text is no CQL. `too_long`: it was not even read."""

    def __init__(self, words: str, *, too_long: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.too_long = too_long


@dataclass(frozen=True, slots=True)
class Modifier:
    """`/distance<3`: type in small letters, comparison and value, both empty where only the type stands."""

    type: str
    comparison: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """A relation as it is written or a boolean in small letters, with its modifiers."""

    name: str
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefix:
    """`> name = "identifier"`: which context set a prefix means inside the part of the query that follows."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Clause:
    """`term` is raw: escapes and masking signs stand in it."""

    index: str
    relation: Verb
    term: str
    prefixes: tuple[Prefix, ...] = ()


@dataclass(frozen=True, slots=True)
class Triple:
    boolean: Verb
    left: Node
    right: Node
    prefixes: tuple[Prefix, ...] = ()


Node: TypeAlias = Clause | Triple


@dataclass(frozen=True, slots=True)
class SortKey:
    index: str
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    root: Node
    sort: tuple[SortKey, ...] = field(default_factory=tuple)


def parse(text: str) -> Query:
    """Return the tree of a query. Raises SyntaxFault."""
    if len(text) > LONGEST:
        raise SyntaxFault(f"The query is longer than {LONGEST} signs.", too_long=True)
    return _Parser(_tokens(text)).query()


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind`: a sign of the grammar, `word`, `quoted`, or `end`."""

    kind: str
    text: str

    @property
    def is_text(self) -> bool:
        return self.kind in ("word", "quoted")

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words


def _tokens(text: str) -> list[_Token]:
    found, at, text = [], 0, text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise SyntaxFault("A quotation mark is not closed.")
        quoted, sign, word = token.groups()
        found.append(_Token("quoted", quoted[1:-1]) if quoted else _Token(sign or "word", sign or word))
        at = token.end()
    return [*found, _Token("end", "the end")]


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._bare = (SERVER_CHOICE, Verb("="))  # what a term alone is looked for by; `title = (a or b)` changes it

    def query(self) -> Query:
        root = self._scoped()
        keys: tuple[SortKey, ...] = ()
        if self._now.is_word(_SORT):
            self._step()
            keys = self._sort_keys()
        if self._now.kind != "end":
            raise SyntaxFault(f"Nothing is expected before «{self._now.text[:40]}».")
        return Query(root, keys)

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _step(self) -> _Token:
        token = self._now
        self._at += 1
        return token

    def _text(self, what: str) -> str:
        if not self._now.is_text:
            raise SyntaxFault(f"{what} is expected, not «{self._now.text[:40]}».")
        return self._step().text

    def _scoped(self) -> Node:
        """Prefixes, then clauses joined by booleans from left to right."""
        prefixes = self._prefixes()
        left = self._operand()
        while self._now.is_word(*BOOLEANS):
            boolean = Verb(self._step().text.lower(), self._modifiers())
            left = Triple(boolean, left, self._operand())
        return replace(left, prefixes=prefixes + left.prefixes) if prefixes else left

    def _prefixes(self) -> tuple[Prefix, ...]:
        found = []
        while self._now.kind == ">":
            self._step()
            name, identifier = "", self._text("A prefix")
            if self._now.kind == "=":
                self._step()
                name, identifier = identifier, self._text("An identifier")
            found.append(Prefix(name, identifier))
        return tuple(found)

    def _operand(self) -> Node:
        prefixes = self._prefixes()
        node = self._bracket() if self._now.kind == "(" else self._clause()
        return replace(node, prefixes=prefixes + node.prefixes) if prefixes else node

    def _bracket(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise SyntaxFault(f"More than {DEEPEST} brackets within each other.")
        self._step()
        node = self._scoped()
        if self._now.kind != ")":
            raise SyntaxFault(f"«)» is expected, not «{self._now.text[:40]}».")
        self._step()
        self._depth -= 1
        return node

    def _clause(self) -> Node:
        first = self._text("An index or a term")
        relation = self._relation()
        if relation is None:
            return Clause(*self._bare, self._with_more_words(first))
        if self._now.kind != "(":
            return Clause(first, relation, self._with_more_words(self._text("A term")))
        around, self._bare = self._bare, (first, relation)
        node = self._bracket()
        self._bare = around
        return node

    def _with_more_words(self, first: str) -> str:
        """Return a term with the words that follow it without a sign between, as the reference reads them."""
        words = [first]
        while self._now.is_text and not self._now.is_word(*BOOLEANS, _SORT):
            words.append(self._step().text)
        return " ".join(words)

    @property
    def _is_relation(self) -> bool:
        token = self._now
        name = token.text.lower().removeprefix("cql.")
        return token.kind in _COMPARISONS or (token.kind == "word" and name in _NAMED)

    def _relation(self) -> Verb | None:
        if not self._is_relation:
            return None
        return Verb(self._step().text, self._modifiers())

    def _modifiers(self) -> tuple[Modifier, ...]:
        found = []
        while self._now.kind == "/":
            self._step()
            kind = self._text("A modifier").lower()
            if self._now.kind in _COMPARISONS:
                comparison = self._step().text
                found.append(Modifier(kind, comparison, self._text("A modifier's value")))
            else:
                found.append(Modifier(kind))
        return tuple(found)

    def _sort_keys(self) -> tuple[SortKey, ...]:
        found: list[SortKey] = []
        while self._now.is_text or not found:
            found.append(SortKey(self._text("A sort key"), self._modifiers()))
        return tuple(found)
