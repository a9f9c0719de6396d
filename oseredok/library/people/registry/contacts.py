"""Readers by digits of a phone or a card and by parts of an e-mail.

Each is looked for in its own index alone, and what was found is put together here: asked for everything at once, a database
reads every reader. Compared as it is: no wildcards.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.db.models import Q, QuerySet

from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import normalise_phone, phone_digits
from oseredok.base.core.prefixes import has
from oseredok.library.people import rules
from oseredok.library.people.models import Reader

SHORTEST_NUMBER = 4  # fewer digits of a phone or a card find everybody
MOST = 1_000  # of more people than this with one number or address in common, the first registered are told


class Narrowing:
    """What else must fit besides a name: a year of birth, digits of a phone or a card, parts of an e-mail."""

    def __init__(self, numbers: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
        self._wanted = [*(_meaning(digits) for digits in numbers), *(("email", part) for part in addresses)]

    @cached_property
    def _found(self) -> dict[tuple[str, str], frozenset[int] | None]:
        return {one: _few(one) for one in self._wanted if one[0] != "year"}

    @cached_property
    def ids(self) -> frozenset[int] | None:
        """Who fits the numbers and addresses, of those that few readers have; None when there are no such."""
        few = [found for found in self._found.values() if found is not None]
        return frozenset.intersection(*few) if few else None

    def condition(self, path: str = "", *, without_ids: bool = False) -> Q:
        """Return the conditions on a reader; `path` leads there, as in `reader__`. `without_ids`: those that `ids` do not tell."""
        wanted = Q()
        for one in self._wanted:
            if not without_ids or self._found.get(one) is None:
                wanted &= _condition(*one, path)
        return wanted


def whole_phone(text: str) -> str:
    """Return the kept form of a whole phone number, empty text for anything else."""
    try:
        return normalise_phone(text) if text.strip() else ""
    except Invalid:
        return ""


def with_phone(number: str) -> set[int]:
    """Return readers whose phone, or whose parent's phone, is this whole number."""
    return with_own_phone(number) | set(_some(Q(guardian_phone=number)))


def with_own_phone(number: str) -> set[int]:
    """Return readers whose own phone is this whole number."""
    return set(_some(Q(phone=number)))


def with_email(address: str) -> set[int]:
    """Return readers with this whole address."""
    return set(_some(Q(email=address)))


def by_numbers_only(line: str, numbers: list[str], addresses: list[str]) -> set[int]:
    """Return readers who fit a line without words; nobody fits too few digits."""
    if addresses:
        narrowing = Narrowing(numbers, addresses)
        rows = Reader.objects.all() if narrowing.ids is None else Reader.objects.filter(pk__in=narrowing.ids)
        return set(_ids(rows.filter(narrowing.condition(without_ids=True)))[:MOST])
    whole = whole_phone(line)
    if whole:
        return with_phone(whole)
    digits = "".join(numbers)
    if len(phone_digits(digits)) < SHORTEST_NUMBER:
        return set()
    return {pk for kind, value in _of_digits(digits) for pk in _some(_condition(kind, value))}


def _meaning(digits: str) -> tuple[str, str]:
    return ("year" if len(digits) == 4 and digits[:2] in ("19", "20") else "digits", digits)


def _few(wanted: tuple[str, str]) -> frozenset[int] | None:
    """Return who fits; None when they are too many to tell."""
    kind, value = wanted
    found: set[int] = set()
    for one, text in _of_digits(value) if kind == "digits" else [wanted]:
        some = _some(_condition(one, text))
        if len(some) == MOST:
            return None
        found.update(some)
    return frozenset(found)


def _of_digits(digits: str) -> list[tuple[str, str]]:
    """Return what digits may be: the beginning of a card, a part of a phone."""
    part = phone_digits(digits)
    return [("card", digits), ("phone", part)] if part else [("card", digits)]


def _condition(kind: str, value: str, path: str = "") -> Q:
    if kind == "year":
        return Q(**{f"{path}birth_year": int(value)})
    if kind == "digits":
        wanted = Q()
        for one, digits in _of_digits(value):
            wanted |= _condition(one, digits, path)
        return wanted
    if kind == "card":  # a range, for LIKE cannot use the index on SQLite
        return Q(**{f"{path}card_number__range": (value, value + "9" * rules.CARD_DIGITS)})
    # Those who have none are passed over: the index begins with them.
    has_one = Q(**{f"{path}{kind}__gt": ""})
    return has_one & has(path + kind, value)


def _some(wanted: Q) -> list[int]:
    return list(_ids(Reader.objects.filter(wanted))[:MOST])


def _ids(rows: QuerySet[Reader]) -> QuerySet[Reader, int]:
    return rows.order_by().values_list("pk", flat=True)
