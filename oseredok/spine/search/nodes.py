"""What is looked for, free of any engine: a tree that `query` makes of what people type, and that engines understand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from oseredok.spine.search.analysis import Keys


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in parts when it is written with a hyphen. `slips`: how many letters may differ, or its root be enough."""

    surface: str
    parts: tuple[tuple[int, Keys], ...]
    field: str = ""
    slips: int = 0

    @property
    def keys(self) -> Keys:
        """Of the whole word."""
        return self.parts[0][1]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after another."""

    words: tuple[Word, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, as a loose key; of a keyword's value in its field."""

    stem: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A keyword's whole value, made comparable by its field."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both in; None is no border. Dates are YYYYMMDD."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """No word at all: everything that may be seen."""


Node: TypeAlias = Word | Phrase | Prefix | Value | Range | Not | And | Or | Everything


def both(*nodes: Node) -> Node:
    """Return what all nodes find, as flat as it can be."""
    flat: list[Node] = []
    for one in nodes:
        flat += one.children if isinstance(one, And) else [one]
    flat = [one for one in flat if not isinstance(one, Everything)] or flat[:1]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def positive_words(node: Node) -> Iterator[Word | Prefix]:
    """Yield the words that a hit is marked by: none of those that it must not have."""
    match node:
        case Word() | Prefix():
            yield node
        case Phrase(words=words):
            yield from words
        case And(children=children) | Or(children=children):
            for child in children:
                yield from positive_words(child)


def loosened(node: Node, slips: dict[Word, int]) -> Node:
    """Return the tree with some words forgiven their slips."""
    match node:
        case Word() if node in slips:
            return replace(node, slips=slips[node])
        case And(children=children):
            return And(tuple(loosened(child, slips) for child in children))
        case Or(children=children):
            return Or(tuple(loosened(child, slips) for child in children))
    return node


def any_of_its_words(node: Node) -> Node:
    """Return the tree in which one of its words is enough; what narrows (fields, ranges, «не») goes on narrowing."""
    if not isinstance(node, And):
        return node
    words = tuple(one for one in node.children if isinstance(one, Word) and not one.field)
    others = [one for one in node.children if one not in words]
    return both(*others, Or(words)) if len(words) > 1 else node
