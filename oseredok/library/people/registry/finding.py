"""Readers found by what the desk types or scans, and those who may be the same person.

A name is looked for among the words of the index (`name_index`), never among the readers: some tens of thousands of
words instead of hundreds of thousands of people, and the list comes out in order without sorting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex

from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import normalise_phone, phone_digits
from oseredok.base.core.sorting import uk_order
from oseredok.base.core.text import tidy
from oseredok.library.people import rules
from oseredok.library.people.cards import old_numbers, scans
from oseredok.library.people.models import NamePart, NameWord, Reader
from oseredok.library.people.registry import name_forms

_HYPHENS = re.compile("[-\u2010-\u2015]+")
_SHORTEST_NUMBER = 4  # fewer digits of a phone or a card find everybody
_SHORTEST_FRAGMENT = 3  # fewer letters are looked for at the beginning of a word only
_MOST_WORDS = 6
_COMMON = 2_000  # a word of so many readers is not the one to begin with
_MOST_IDS = 1_000
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Alike:
    """A reader who may be the person being registered. `same_phone` alone is usual: a mother and a child."""

    reader: Reader
    same_name: bool = False
    same_phone: bool = False
    same_email: bool = False

    @property
    def is_probable(self) -> bool:
        return self.same_name


# --- By what was typed -------------------------------------------------------------------------------


def find_readers(text: str, *, limit: int = 10) -> list[Reader]:
    """Find readers by what the desk typed or scanned, in Ukrainian order; those who left come last.

    A whole card number finds its holder only. Otherwise every part must fit: words are parts of the surname, given name,
    patronymic or a responsible person's name, in any order, case form and loose spelling (`Шевченко Т`, `Шевченкові`,
    `шевч тар`, `вченк`); four digits of a year are the year of birth; other digits belong to the phone or the card; a
    word with @ is a part of the e-mail. Words that begin as typed come before those that have it inside.
    """
    line = tidy(text)
    holder = scans.holder_of(line)
    if holder is not None:
        return [holder]
    found = old_numbers.holders_of(line, limit=limit)
    return [*found, *(one for one in _find(line, limit=limit) if one not in found)][:limit]


def _find(line: str, *, limit: int) -> list[Reader]:
    words, numbers, addresses = _parts(line)
    if not words:
        rest = _by_numbers_only(line, numbers, addresses)
        return [] if rest is None else list(_in_order(Reader.objects.filter(rest))[:limit])
    rest = _narrowed(numbers, addresses)
    return _readers(_by_words(words, rest, limit=limit))


def _parts(line: str) -> tuple[list[str], list[str], list[str]]:
    """Split a line into words of a name, runs of digits and parts of an e-mail."""
    words: list[str] = []
    numbers: list[str] = []
    addresses: list[str] = []
    for piece in line.split():
        if "@" in piece:
            addresses.append(piece.lower())
            continue
        for part in piece.replace(".", " ").split():
            if any(sign.isalpha() for sign in part):
                # A hyphenated word is looked for as it stands; the index holds its parts besides.
                words.append(part)
            elif digits := "".join(sign for sign in part if sign.isdigit()):
                numbers.append(digits)
    return words[:_MOST_WORDS], numbers, addresses


def _by_numbers_only(line: str, numbers: list[str], addresses: list[str]) -> Q | None:
    if addresses:
        return _narrowed(numbers, addresses)
    whole = whole_phone(line)
    if whole:
        return Q(phone=whole) | Q(guardian_phone=whole)
    digits = "".join(numbers)
    return _by_digits(digits) if len(phone_digits(digits)) >= _SHORTEST_NUMBER else None


def _narrowed(numbers: list[str], addresses: list[str]) -> Q:
    wanted = Q()
    for digits in numbers:
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            wanted &= Q(birth_year=int(digits))
        else:
            wanted &= _by_digits(digits)
    for part in addresses:
        wanted &= Q(pk__in=_having("email", part))
    return wanted


def _by_digits(digits: str) -> Q:
    # A range, for LIKE cannot use the index on SQLite.
    found = Q(card_number__range=(digits, digits + "9" * rules.CARD_DIGITS))
    part = phone_digits(digits)
    return found | Q(pk__in=_having("phone", part)) if part else found


def _having(field: str, part: str) -> QuerySet[Reader, int]:
    """Readers with `part` in a field: compared as it is, no wildcards, and within the field's index."""
    place = StrIndex(F(field), Value(part, output_field=TextField()))
    return Reader.objects.annotate(found_at=place).filter(found_at__gt=0).values_list("pk", flat=True)


# --- By words of a name ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Fit:
    """Words of the index that fit one typed word: those that begin so or are its first form, and those that have it inside."""

    word: str
    first: frozenset[int]
    inside: frozenset[int]

    def ids(self, *, anywhere: bool) -> frozenset[int]:
        return self.first | self.inside if anywhere else self.first

    def condition(self, path: str, *, anywhere: bool) -> Q:
        """Return the condition on parts of names: the ids themselves, or their query when they are thousands."""
        ids = self.ids(anywhere=anywhere)
        if len(ids) <= _MOST_IDS:
            return Q(**{f"{path}__in": ids})
        return Q(**{f"{path}__in": _words_with(self.word, anywhere=anywhere).values("pk")})


def _key(word: str) -> str:
    return next(iter(rules.name_words(word)), "")


def _words_with(word: str, *, anywhere: bool) -> QuerySet[NameWord]:
    key = _key(word)
    place = StrIndex(F("word"), Value(key, output_field=TextField()))
    fits = Q(found_at__gt=0) if anywhere else Q(found_at=1)
    rows = NameWord.objects.annotate(found_at=place)
    return rows.filter(fits | Q(word__in=[key, *name_forms.first_forms(word)]))


def _fits(word: str) -> list[_Fit]:
    """Look a typed word up, in one pass; a hyphenated one that nobody has is looked up by its halves."""
    fragment = len(_key(word)) >= _SHORTEST_FRAGMENT
    rows = list(_words_with(word, anywhere=fragment).values_list("pk", "found_at"))  # type: ignore[misc]
    if not rows:
        halves = [half for half in _HYPHENS.split(word) if half]
        return [fit for half in halves for fit in _fits(half)] if len(halves) > 1 else [_Fit(word, _NONE, _NONE)]
    # What the dictionary of forms led to does not contain the typed word: its place is 0.
    return [
        _Fit(
            word,
            first=frozenset(pk for pk, place in rows if place <= 1),
            inside=frozenset(pk for pk, place in rows if place > 1),
        )
    ]


def _by_words(words: list[str], rest: Q, *, limit: int) -> list[int]:
    """Return the ids of readers whose names have every word: first those where words begin so, then the others."""
    fits = [fit for word in words for fit in _fits(word)]
    found = _having_all(fits, rest, anywhere=False, limit=limit)
    if len(found) < limit and any(fit.inside for fit in fits):
        more = _having_all(fits, rest, anywhere=True, limit=limit + len(found))
        found += [pk for pk in more if pk not in found]
    return found[:limit]


def _having_all(fits: list[_Fit], rest: Q, *, anywhere: bool, limit: int) -> list[int]:
    if not all(fit.ids(anywhere=anywhere) for fit in fits):
        return []
    first, *others = _rarest_first(fits, anywhere=anywhere)
    parts = NamePart.objects.filter(first.condition("word", anywhere=anywhere))
    for fit in others:
        same = NamePart.objects.filter(fit.condition("word", anywhere=anywhere), reader=OuterRef("reader"))
        parts = parts.filter(Exists(same))
    if rest:
        parts = parts.filter(reader__in=Reader.objects.filter(rest).values("pk"))
    rows = parts.order_by("rank", "reader").values_list("reader_id", "rank").distinct()
    return [pk for pk, _rank in rows[:limit]]


def _rarest_first(fits: list[_Fit], *, anywhere: bool) -> list[_Fit]:
    """Put the word that fewest readers have first: the search begins from it."""
    if len(fits) == 1:
        return fits

    def readers(fit: _Fit) -> int:
        if len(fit.ids(anywhere=anywhere)) > _MOST_IDS:
            return _COMMON
        return NamePart.objects.filter(fit.condition("word", anywhere=anywhere)).values("pk")[:_COMMON].count()

    return sorted(fits, key=readers)


def _readers(ids: list[int]) -> list[Reader]:
    known = Reader.objects.select_related("home_library").in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]


def _in_order(rows: QuerySet[Reader]) -> QuerySet[Reader]:
    return (
        rows.filter(erased_on__isnull=True, merged_into__isnull=True)
        .select_related("home_library")
        .order_by(
            F("closed_on").asc(nulls_first=True),
            uk_order("surname"),
            uk_order("given_name"),
            uk_order("patronymic"),
            "pk",
        )
    )


# --- The same person? --------------------------------------------------------------------------------


def alike(
    *, surname: str, given_name: str, birth_year: int | None, phone: str, email: str = "", limit: int = 5
) -> list[Alike]:
    """Return readers who may be the person, the likeliest first: the same name (with the same or an unknown year), the
    same phone or e-mail.
    """
    by_name = _same_name(surname, given_name, birth_year, limit=limit)
    number, address = whole_phone(phone), email.strip().lower()
    contacts = Q(pk__in=[])
    if number:
        contacts |= Q(phone=number)
    if address:
        contacts |= Q(email=address)
    by_contact = list(_in_order(Reader.objects.filter(contacts))[:limit]) if number or address else []
    names = {reader.pk for reader in by_name}
    everyone = {reader.pk: reader for reader in [*by_name, *by_contact]}
    return [
        Alike(
            reader=reader,
            same_name=reader.pk in names,
            same_phone=bool(number) and reader.phone == number,
            same_email=bool(address) and reader.email == address,
        )
        for reader in list(everyone.values())[:limit]
    ]


def possible_duplicates(
    *, surname: str, given_name: str, birth_year: int | None, phone: str, email: str = "", limit: int = 5
) -> list[Reader]:
    """Return the readers of `alike`, without telling why."""
    found = alike(surname=surname, given_name=given_name, birth_year=birth_year, phone=phone, email=email, limit=limit)
    return [one.reader for one in found]


def whole_phone(text: str) -> str:
    """Return the kept form of a whole phone number, empty text for anything else."""
    try:
        return normalise_phone(text) if text.strip() else ""
    except Invalid:
        return ""


def _same_name(surname: str, given_name: str, birth_year: int | None, *, limit: int) -> list[Reader]:
    keys = [key for key in (_key(surname), _key(given_name)) if key]
    if len(keys) < 2:
        return []
    parts = NamePart.objects.filter(word__word=keys[0])
    parts = parts.filter(Exists(NamePart.objects.filter(reader=OuterRef("reader"), word__word=keys[1])))
    if birth_year:
        parts = parts.filter(Q(reader__birth_year=birth_year) | Q(reader__birth_year__isnull=True))
    return _readers(list(parts.order_by("rank", "reader").values_list("reader_id", flat=True)[:limit]))
