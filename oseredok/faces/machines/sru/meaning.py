"""What a query of CQL means for our catalogue: indexes, relations, masks, order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Literal, NamedTuple, TypeAlias

from django.db.models import Q

from oseredok.faces.machines import finding
from oseredok.faces.machines.sru.cql import Clause, Modifier, Node, Prefix, Query, SortKey, SyntaxFault, Triple, parse
from oseredok.faces.machines.sru.diagnostics import Diagnostic, Number

Condition: TypeAlias = Callable[[str], Q]
MOST_BOOLEANS = 40
MOST_SORT_KEYS = 3
SETS: Mapping[str, str] = {
    "cql": "info:srw/cql-context-set/1/cql-v1.2",
    "dc": "info:srw/cql-context-set/1/dc-v1.1",
    "rec": "info:srw/cql-context-set/2/rec-1.1",
    "bath": "http://zing.z3950.org/cql/bath/2.0/",
}
_BY_IDENTIFIER = {identifier: name for name, identifier in SETS.items()}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MASKS = re.compile(r"(?<!\\)(?:\\\\)*[*?^]")
_HARMLESS = frozenset({"word", "string", "ignorecase", "ignoreaccents", "masked", "relevant", "isodate", "number"})
_YEAR = re.compile(r"[0-9]{1,4}")
_YEARS_ONLY = re.compile(r"[0-9\s,;–-]+")


@dataclass(frozen=True, slots=True)
class Index:
    """`condition` finds by a term; `is_year`: terms are numbers and may be compared."""

    title: str
    condition: Condition
    is_year: bool = False
    sort: str = ""


def _by_id(text: str) -> Q:
    return Q(pk=int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else finding.NOTHING


def _in_year(text: str) -> Q:
    return finding.years(int(text), int(text)) if _YEAR.fullmatch(text) else finding.NOTHING


def _kind_or_nothing(text: str) -> Q:
    return finding.kind(text.lower())


INDEXES: Mapping[str, Index] = {
    "cql.serverchoice": Index("Anywhere", finding.anywhere),
    "cql.anywhere": Index("Anywhere", finding.anywhere),
    "cql.allindexes": Index("Anywhere", finding.anywhere),
    "cql.allrecords": Index("All records", lambda _text: Q()),
    "dc.title": Index("Title", finding.title, sort="title_key"),
    "dc.creator": Index("Author or another who had to do with it", finding.creator, sort="author_key"),
    "dc.subject": Index("Subject", finding.subject),
    "dc.coverage": Index("Place that it is about", finding.place_about),
    "dc.date": Index("Year of publication", _in_year, is_year=True, sort="year"),
    "dc.language": Index("Language, ISO 639-2", finding.language),
    "dc.type": Index("Kind of record", _kind_or_nothing),
    "dc.identifier": Index("ISBN or ISSN", finding.number),
    "bath.isbn": Index("ISBN", finding.number),
    "bath.issn": Index("ISSN", finding.number),
    "rec.identifier": Index("Number of the record", _by_id, sort="pk"),
}
_ALIASES = {
    "dc.author": "dc.creator", "dc.anywhere": "cql.anywhere", "bath.title": "dc.title", "bath.author": "dc.creator",
    "bath.name": "dc.creator", "dc.contributor": "dc.creator", "bath.subject": "dc.subject", "bath.any": "cql.anywhere", "rec.id": "rec.identifier",
    "dc.year": "dc.date", "dc.isbn": "bath.isbn", "dc.issn": "bath.issn", "dc.serverchoice": "cql.serverchoice",
}  # fmt: skip
Scope: TypeAlias = Mapping[str, str]


class Term(NamedTuple):
    """`is_open`: it is the beginning of a word, «коб*»."""

    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Words:
    """`terms` looked for in an index: one text as it stands, every one, or any."""

    code: str
    how: Literal["text", "all", "any"]
    terms: tuple[Term, ...]
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Published within these years; None is no border."""

    first: int | None
    last: int | None
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """Two conditions joined: `and`, `or`, `not` (the first without the second)."""

    boolean: str
    left: Meant
    right: Meant


Meant: TypeAlias = Words | Years | Both


def understood(query: Query) -> Meant:
    """Return what a query means, whoever will answer it. Raises Diagnostic."""
    if _booleans(query.root) > MOST_BOOLEANS:
        raise Diagnostic(Number.TOO_MANY_BOOLEANS, str(MOST_BOOLEANS))
    return _meant(query.root, SETS)


def condition(meant: Meant) -> Q:
    """Return it as a condition of the database."""
    match meant:
        case Both(boolean=boolean, left=left, right=right):
            one, other = condition(left), condition(right)
            return one & other if boolean == "and" else one | other if boolean == "or" else one & ~other
        case Years(first=first, last=last):
            found = finding.years(first, last)
        case Words(code=code, how=how, terms=terms):
            each = [INDEXES[code].condition(term.text) for term in terms]
            found = reduce(or_ if how == "any" else and_, each)
    return ~found if meant.is_negated else found


def parsed(text: str) -> Query:
    """Return the tree of a query. Raises Diagnostic."""
    try:
        return parse(text)
    except SyntaxFault as fault:
        raise Diagnostic(Number.TOO_LONG if fault.too_long else Number.SYNTAX, fault.words) from None


def code_of(name: str, scope: Scope = SETS) -> str:
    """Return the full name of an index, in small letters. Raises Diagnostic."""
    prefix, dot, bare = name.lower().rpartition(".")
    identifier = scope.get(prefix if dot else "", SETS["dc"] if not dot else "")
    if identifier not in _BY_IDENTIFIER:
        raise Diagnostic(Number.CONTEXT_SET, prefix)
    full = f"{_BY_IDENTIFIER[identifier]}.{bare}"
    found = _ALIASES.get(full, full)
    if found not in INDEXES:
        raise Diagnostic(Number.INDEX, name)
    return found


def sorted_by(text: str) -> list[str]:
    """Return the order of the parameter `sortKeys` of SRU 1.1: «title,,1 date,,0». Raises Diagnostic."""
    keys = []
    for told in text.split():
        path, *rest = told.split(",")
        descending = len(rest) > 1 and rest[1] in ("0", "false")
        keys.append(SortKey(path, (Modifier("sort.descending"),) if descending else ()))
    return ordered(keys)


def ordered(keys: Sequence[SortKey]) -> list[str]:
    """Return the order as fields. Raises Diagnostic."""
    if len(keys) > MOST_SORT_KEYS:
        raise Diagnostic(Number.SORT_KEYS, str(MOST_SORT_KEYS))
    return [_order(key) for key in keys]


def _booleans(node: Node) -> int:
    """Count booleans without recursion into the left side, which may be long."""
    count = 0
    while isinstance(node, Triple):
        count += 1 + _booleans(node.right)
        node = node.left
    return count


def _scoped(scope: Scope, prefixes: tuple[Prefix, ...]) -> Scope:
    return {**scope, **{one.name.lower(): one.identifier for one in prefixes}} if prefixes else scope


def _meant(node: Node, scope: Scope) -> Meant:
    scope = _scoped(scope, node.prefixes)
    if isinstance(node, Clause):
        return _clause(node, scope)
    if node.boolean.name == "prox":
        raise Diagnostic(Number.PROXIMITY)
    if node.boolean.modifiers:
        raise Diagnostic(Number.BOOLEAN_MODIFIER, node.boolean.modifiers[0].type)
    return Both(node.boolean.name, _meant(node.left, scope), _meant(node.right, scope))


def _clause(node: Clause, scope: Scope) -> Meant:
    code = code_of(node.index, scope)
    for one in node.relation.modifiers:
        if one.type.rpartition(".")[2] not in _HARMLESS:
            raise Diagnostic(Number.RELATION_MODIFIER, one.type)
    relation = node.relation.name.lower().removeprefix("cql.")
    if not node.term.strip():
        raise Diagnostic(Number.EMPTY_TERM)
    if INDEXES[code].is_year:
        return _years(relation, node.term, node.index)
    match relation:
        case "=" | "==" | "adj" | "scr" | "exact":
            return Words(code, "text", (_plain(" ".join(node.term.split())),))
        case "<>":
            return Words(code, "text", (_plain(node.term),), is_negated=True)
        case "all" | "any":
            terms = tuple(_plain(word) for word in node.term.split()[:MOST_BOOLEANS])
            return Words(code, "all" if relation == "all" else "any", terms)
        case "<" | ">" | "<=" | ">=" | "within":
            raise Diagnostic(Number.RELATION_FOR_INDEX, f"{node.index} {relation}")
    raise Diagnostic(Number.RELATION, node.relation.name)


def _plain(term: str) -> Term:
    """Return a term without escapes and anchors; a mask before it is dropped: nothing answers it more quickly than without."""
    bare = term.removeprefix("^").lstrip("*")
    is_open = False
    while bare.endswith(("*", "^")) and not bare.endswith(("\\*", "\\^")):
        is_open = is_open or bare.endswith("*")
        bare = bare[:-1]
    if _MASKS.search(bare):
        raise Diagnostic(Number.MASKING, term)
    if not (found := _ESCAPED.sub(r"\1", bare).strip()):
        raise Diagnostic(Number.EMPTY_TERM)
    return Term(found, is_open)


def _years(relation: str, term: str, name: str) -> Years:
    told = [int(one) for one in _YEAR.findall(term)] if _YEARS_ONLY.fullmatch(term) else []
    if len(told) != (2 if relation == "within" else 1):
        raise Diagnostic(Number.TERM_FORMAT, term)
    first, last = told[0], told[-1]
    match relation:
        case "=" | "==" | "exact" | "scr" | "within" | "adj":
            return Years(first, last)
        case "<":
            return Years(None, first - 1)
        case "<=":
            return Years(None, first)
        case ">":
            return Years(first + 1, None)
        case ">=":
            return Years(first, None)
        case "<>":
            return Years(first, first, is_negated=True)
    raise Diagnostic(Number.RELATION_FOR_INDEX, f"{name} {relation}")


def _order(key: SortKey) -> str:
    index = INDEXES[code_of(key.index)]
    if not index.sort:
        raise Diagnostic(Number.SORT_PATH, key.index)
    told = {one.type.rpartition(".")[2] for one in key.modifiers}
    if unknown := told - {"ascending", "descending", "ignorecase", "respectcase", "missinglow", "missinghigh"}:
        raise Diagnostic(Number.SORT_MODIFIER, unknown.pop())
    return f"-{index.sort}" if "descending" in told else index.sort
