"""The same person? Readers who may be the one whom the desk registers now."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from oseredok.library.people.models import NamePart, NameWord, Reader
from oseredok.library.people.registry import contacts, words
from oseredok.library.people.registry.finding import readers_of


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


def alike(
    *, surname: str, given_name: str, birth_year: int | None, phone: str, email: str = "", limit: int = 5
) -> list[Alike]:
    """Return readers who may be the person, the likeliest first: the same name (with the same or an unknown year), the
    same phone or e-mail.
    """
    by_name = _same_name(surname, given_name, birth_year, limit=limit)
    number, address = contacts.whole_phone(phone), email.strip().lower()
    reached = contacts.with_own_phone(number) if number else set()
    reached |= contacts.with_email(address) if address else set()
    by_contact = words.in_order(reached)[:limit]
    return [
        Alike(
            reader=reader,
            same_name=reader.pk in by_name,
            same_phone=bool(number) and reader.phone == number,
            same_email=bool(address) and reader.email == address,
        )
        for reader in readers_of(list(dict.fromkeys([*by_name, *by_contact]))[:limit])
    ]


def possible_duplicates(
    *, surname: str, given_name: str, birth_year: int | None, phone: str, email: str = "", limit: int = 5
) -> list[Reader]:
    """Return the readers of `alike`, without telling why."""
    found = alike(surname=surname, given_name=given_name, birth_year=birth_year, phone=phone, email=email, limit=limit)
    return [one.reader for one in found]


def _same_name(surname: str, given_name: str, birth_year: int | None, *, limit: int) -> list[int]:
    keys = [key for key in (words.key_of(surname), words.key_of(given_name)) if key]
    if len(keys) < 2:
        return []
    known = dict(NameWord.objects.filter(word__in=keys).values_list("word", "pk"))
    if not known.keys() >= set(keys):
        return []
    parts = NamePart.objects.filter(word=known[keys[0]])
    parts = parts.filter(Exists(NamePart.objects.filter(reader=OuterRef("reader"), word=known[keys[1]])))
    if birth_year:
        parts = parts.filter(Q(reader__birth_year=birth_year) | Q(reader__birth_year__isnull=True))
    return list(parts.order_by("rank", "reader").values_list("reader_id", flat=True)[:limit])
