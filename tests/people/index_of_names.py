"""What the index of names holds, and what it would hold if it were made anew."""

from __future__ import annotations

from oseredok.library.people.models import NamePart
from oseredok.library.people.registry import name_index


def names_kept() -> set[tuple[str, int, bytes]]:
    """Return word, reader, place in the list."""
    rows = NamePart.objects.values_list("word__word", "reader_id", "rank")
    return {(word, reader, bytes(rank)) for word, reader, rank in rows}


def names_rebuilt() -> set[tuple[str, int, bytes]]:
    """Make the index anew from the readers and return what it holds."""
    name_index.rebuild()
    return names_kept()
