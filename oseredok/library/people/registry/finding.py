"""Readers found by what the desk types or scans: cards, words of a name (`words`), numbers and addresses (`contacts`)."""

from __future__ import annotations

from oseredok.base.core.keyboard import other_layout
from oseredok.base.core.text import tidy
from oseredok.library.people.cards import old_numbers, scans
from oseredok.library.people.models import Reader
from oseredok.library.people.registry import contacts, words

_MOST_WORDS = 6


def find_readers(text: str, *, limit: int = 10) -> list[Reader]:
    """Find readers by what the desk typed or scanned, in Ukrainian order; those who left come last.

    A whole card number finds its holder only. Otherwise every part must fit: words are parts of the surname, given name,
    patronymic or a responsible person's name, in any order, case form and loose spelling (`Шевченко Т`, `Шевченкові`,
    `шевч тар`, `вченк`); four digits of a year are the year of birth; other digits belong to the phone or the card; a
    word with @ is a part of the e-mail. Words that begin as typed come before those that have it inside.

    What was typed with the Latin layout on is read as both: `Itdxtyrj` is Шевченко; so are `Shevchenko` and whatever nobody
    has in the letters as they stand.
    """
    line = tidy(text)
    holder = scans.holder_of(line)
    if holder is not None:
        return [holder]
    found = old_numbers.holders_of(line, limit=limit)
    return [*found, *(one for one in readers_of(_in_both_layouts(line, limit=limit)) if one not in found)][:limit]


def _in_both_layouts(line: str, *, limit: int) -> list[int]:
    found, other = _find(line, limit=limit), other_layout(line)
    # Ukrainian letters that found somebody were meant; Latin ones may be either.
    if not other or (found and not line.isascii()) or len(found) == limit:
        return found
    return list(dict.fromkeys([*found, *_find(other, limit=limit)]))[:limit]


def readers_of(ids: list[int]) -> list[Reader]:
    """Return readers in the order of their ids."""
    known = Reader.objects.select_related("home_library").in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]


def _find(line: str, *, limit: int) -> list[int]:
    names, numbers, addresses = _parts(line)
    if names:
        return words.readers_with(names, contacts.Narrowing(numbers, addresses), limit=limit)
    return words.in_order(contacts.by_numbers_only(line, numbers, addresses))[:limit]


def _parts(line: str) -> tuple[list[str], list[str], list[str]]:
    """Split a line into words of a name, runs of digits and parts of an e-mail."""
    names: list[str] = []
    numbers: list[str] = []
    addresses: list[str] = []
    for piece in line.split():
        if "@" in piece:
            addresses.append(piece.lower())
            continue
        for part in piece.replace(".", " ").split():
            if any(sign.isalpha() for sign in part):
                # A hyphenated word is looked for as it stands; the index holds its parts besides.
                names.append(part)
            elif digits := "".join(sign for sign in part if sign.isdigit()):
                numbers.append(digits)
    return names[:_MOST_WORDS], numbers, addresses
