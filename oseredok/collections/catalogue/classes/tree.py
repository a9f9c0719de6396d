"""The trees, read from `data/*.txt` once: a line is a class, its indent is its depth. No database here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

SCHEMES = ("udc", "bbk")
_DATA = Path(__file__).parent / "data"
_PARTS = re.compile(r"[:+]")


@dataclass(frozen=True)
class Node:
    """A class; `under` are the classes inside it."""

    code: str
    name: str
    under: list[Node] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@cache
def roots(scheme: str) -> Sequence[Node]:
    """Return the main classes of a scheme. Raises KeyError."""
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    found: list[Node] = []
    path: list[list[Node]] = [found]
    for line in (_DATA / f"{scheme}.txt").read_text("utf-8").splitlines():
        code, _space, name = line.strip().partition(" ")
        depth = len(line) - len(line.lstrip())
        node = Node(code, name)
        del path[depth + 1 :]
        path[-1].append(node)
        path.append(node.under)
    return tuple(found)


def walk(scheme: str) -> Iterator[Node]:
    """Yield every class, each before those inside it."""
    pending = list(roots(scheme))[::-1]
    while pending:
        node = pending.pop()
        yield node
        pending += node.under[::-1]


@lru_cache(maxsize=8192)  # an import meets the same index a thousand times
def way_to(scheme: str, index: str) -> tuple[Node, ...]:
    """Return the classes that an index begins with, from the main one to the deepest; none for what fits nowhere."""
    told = _letters(index)
    found: list[Node] = []
    level = roots(scheme)
    while True:
        fitting = [node for node in level if _begins(told, _letters(node.code))]
        if not fitting:
            return tuple(found)
        node = max(fitting, key=lambda one: len(one.code))
        found.append(node)
        level = node.under


def way_of(scheme: str, code: str) -> Sequence[Node]:
    """Return the way to a class by its very code; empty when there is no such class."""
    found = way_to(scheme, code)
    return found if found and found[-1].code == code else ()


def codes_of(classes: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return scheme and code of every class that a record stands under, also the wider ones, each once."""
    found: dict[tuple[str, str], None] = {}
    for one in classes:
        if one["scheme"] in SCHEMES:
            for part in _PARTS.split(one["index"]):
                found |= {(one["scheme"], node.code): None for node in way_to(one["scheme"], part)}
    return list(found)


def _begins(told: str, code: str) -> bool:
    """«94(477.43)» stands under «94(477)» too: a part of Ukraine is in Ukraine."""
    if told.startswith(code):
        return True
    inside = code.endswith(")") and told.startswith(code[:-1])
    return inside and not told[len(code) - 1 :][:1].isdigit()


def _letters(index: str) -> str:
    return "".join(index.split()).upper()
