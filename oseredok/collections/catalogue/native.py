"""The source of a record that was written here: what was typed, as JSON, kept and read anew like any other source."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from oseredok.collections.catalogue.crosswalk.description import PlainJson
from oseredok.collections.catalogue.crosswalk.reading import Described

FORMAT = DIALECT = "own"
_KEPT = ("kind", "title", "author", "year", "year_to", "language", "data")


def write(one: Described) -> bytes:
    """Return the bytes of a description; copies are no part of it."""
    told = asdict(one)
    return json.dumps({name: told[name] for name in _KEPT}, cls=PlainJson, sort_keys=True).encode()


def read(raw: bytes) -> Described:
    """Return the description that `write` has kept."""
    told: dict[str, Any] = json.loads(raw)
    return Described(**{name: told[name] for name in _KEPT if name in told})
