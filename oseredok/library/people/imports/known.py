"""Who is in the registry already: asked for each row, kept light enough for a registry of hundreds of thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from oseredok.base.core.text import by_fours
from oseredok.library.people import rules
from oseredok.library.people.cards.models import OldNumber
from oseredok.library.people.imports.models import Row
from oseredok.library.people.imports.persons import FILLED, OF_CHILDREN, OF_ORGANISATIONS, Person, is_grown_up
from oseredok.library.people.models import FormerCard, Reader

Outcome = Row.Outcome


class Light(NamedTuple):
    """As little of a reader as tells one from another. `row` instead of `pk` for one that this file brings."""

    pk: int
    row: int
    patronymic: int
    year: int
    phone: int


@dataclass
class Decision:
    """What is to become of a row. `changes` are the fields of the known reader that get a value."""

    outcome: str
    reason: str = ""
    pk: int = 0
    changes: dict[str, object] | None = None


class Registry:
    """The readers by name and by phone, and, for the chunk at hand, by number."""

    def __init__(self, *, today: date, consent_age: int) -> None:
        self._today, self._consent_age = today, consent_age
        self._by_name: dict[int, list[Light]] = defaultdict(list)
        self._by_phone: dict[int, list[tuple[int, int]]] = defaultdict(list)  # phone → given name, pk
        self._cards: dict[str, tuple[int, str]] = {}
        self._former: set[str] = set()
        self._old: dict[str, list[int]] = {}
        self._readers: dict[int, Reader] = {}
        living = Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)
        fields = ("pk", "name_key", "given_name", "patronymic", "birth_year", "phone")
        for pk, key, given, patronymic, year, phone in living.values_list(*fields).iterator(chunk_size=5000):
            mark = hash((key.lstrip().partition(" ")[0], _first_word(given)))
            self._add(
                mark, Light(pk, 0, hash(_first_word(patronymic)) if patronymic else 0, year or 0, _digits(phone)), given
            )

    def add(self, person: Person, *, pk: int, row: int) -> None:
        """Take in a reader whom the file has just brought."""
        patronymic = hash(_first_word(person.patronymic)) if person.patronymic else 0
        light = Light(pk, row, patronymic, person.birth_year or 0, _digits(person.phone))
        self._add(person.name_mark, light, person.given_name)
        if person.own_card:
            self._cards[person.own_card] = (pk, person.surname)

    def look_up(self, persons: Sequence[Person]) -> None:
        """Fetch what the decisions about these persons need, in a few statements."""
        cards = {one.own_card for one in persons if one.own_card}
        old = {one.old_number for one in persons if one.old_number}
        held = Reader.objects.filter(card_number__in=cards).values_list("card_number", "pk", "surname")
        self._cards |= {card: (pk, surname) for card, pk, surname in held}
        former = FormerCard.objects.filter(number__in=cards).values_list(
            "number", "reason", "reader", "reader__surname"
        )
        for number, reason, pk, surname in former:
            if reason == FormerCard.Reason.MERGED and pk:
                self._cards[number] = (pk, surname)
            else:
                self._former.add(number)
        self._old = {}
        for number, pk in OldNumber.objects.filter(number__in=old).values_list("number", "reader"):
            self._old.setdefault(number, []).append(pk)
        named = {light.pk for one in persons for light in self._by_name.get(one.name_mark, ()) if light.pk > 0}
        by_number = {pk for pks in self._old.values() for pk in pks} | {
            self._cards[card][0] for card in cards if card in self._cards
        }
        self._readers = Reader.objects.in_bulk({pk for pk in named | by_number if pk > 0})

    def decide(self, person: Person, *, overwrite: bool, take_suspected: bool) -> Decision:
        """Return what becomes of a row."""
        card = person.own_card
        if card and card in self._cards:
            pk, surname = self._cards[card]
            if _first_word(surname) == _first_word(person.surname):
                return self._known(person, pk, 0, overwrite=overwrite)
            return Decision(Outcome.REFUSED, _("квиток {card} має інший читач").format(card=by_fours(card)))
        if card and card in self._former:
            return Decision(
                Outcome.REFUSED, _("квиток {card} колись уже видали, вдруге не можна").format(card=by_fours(card))
            )
        for pk in self._old.get(person.old_number, ()) if person.old_number else ():
            reader = self._readers.get(pk)
            if reader and _first_word(reader.surname) == _first_word(person.surname):
                return self._known(person, pk, 0, overwrite=overwrite)
        return self._by_looks(person, overwrite=overwrite, take_suspected=take_suspected)

    def _by_looks(self, person: Person, *, overwrite: bool, take_suspected: bool) -> Decision:
        patronymic = hash(_first_word(person.patronymic)) if person.patronymic else 0
        year, phone = person.birth_year or 0, _digits(person.phone)
        alike: Light | None = None
        for light in self._by_name.get(person.name_mark, ()):
            if light.year and year and light.year != year:
                continue
            if patronymic and light.patronymic and light.patronymic != patronymic:
                continue
            same_phone = bool(phone) and light.phone == phone
            one_phone_unknown = not (phone and light.phone)
            by_full_name = bool(patronymic and light.patronymic and year and light.year) and one_phone_unknown
            as_bare = patronymic == light.patronymic and year == light.year and phone == light.phone and bool(year)
            if same_phone or by_full_name or as_bare or (person.is_organisation and one_phone_unknown):
                return self._known(person, light.pk, light.row, overwrite=overwrite)
            alike = alike or light
        if alike is None and phone:
            given = hash(_first_word(person.given_name))
            same = [pk for other, pk in self._by_phone.get(phone, ()) if other == given]
            alike = Light(same[0], 0, 0, 0, phone) if same else None
        if alike is None or take_suspected:
            return Decision(Outcome.NEW, "; ".join(person.remarks))
        if alike.pk <= 0:
            return Decision(Outcome.SUSPECTED, _("схоже на рядок {row} цього файлу").format(row=alike.row))
        card = Reader.objects.values_list("card_number", flat=True).get(pk=alike.pk)
        return Decision(
            Outcome.SUSPECTED, _("схоже на читача з квитком {card}").format(card=by_fours(card)), pk=alike.pk
        )

    def _known(self, person: Person, pk: int, row: int, *, overwrite: bool) -> Decision:
        if pk <= 0:
            return Decision(
                Outcome.SAME, _("той самий, що в рядку {row}").format(row=row) if row else _("повторює інший рядок")
            )
        reader = self._readers.get(pk) or Reader.objects.get(pk=pk)
        changes: dict[str, object] = {}
        kept = []
        ours_is_person = reader.kind == Reader.Kind.PERSON
        for name in FILLED if ours_is_person else OF_ORGANISATIONS:
            said, ours = getattr(person, name), getattr(reader, name)
            other_year = reader.birth_year is not None and reader.birth_year != person.birth_year
            if not said or said == ours or (name == "responsible_person" and ours_is_person):
                continue
            if name == "birth_date" and other_year and not overwrite:
                continue
            if name in OF_CHILDREN and self._is_grown_up(reader):
                continue
            if not ours or overwrite:
                changes[name] = said
            else:
                kept.append(name)
        remarks = [*person.remarks, *([_("у файлі інакше: {names}").format(names=_names(kept))] if kept else [])]
        if changes:
            remarks.insert(0, _("доповнимо: {names}").format(names=_names(changes)))
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return Decision(outcome, "; ".join(remarks), pk=pk, changes=changes)

    def _is_grown_up(self, reader: Reader) -> bool:
        return reader.birth_year is not None and is_grown_up(
            reader.birth_year, reader.birth_date, today=self._today, consent_age=self._consent_age
        )

    def _add(self, mark: int, light: Light, given_name: str) -> None:
        self._by_name[mark].append(light)
        if light.phone:
            self._by_phone[light.phone].append((hash(_first_word(given_name)), light.pk))


def _names(fields: object) -> str:
    return ", ".join(str(Reader._meta.get_field(name).verbose_name) for name in fields)  # type: ignore[attr-defined,union-attr]


def _digits(phone: str) -> int:
    return int(phone[1:]) if phone[1:].isdigit() else 0


@lru_cache(maxsize=8192)
def _first_word(name: str) -> str:
    return next(iter(rules.name_words(name)), "")
