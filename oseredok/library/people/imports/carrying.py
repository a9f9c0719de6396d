"""Rows carried into the registry, chunk by chunk: each chunk is one transaction, each row is done once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import TypeVar

from django.db import transaction

from oseredok.base.core import clock
from oseredok.base.core.cells import Cell, text_of
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import actions as people
from oseredok.library.people import queries, rules
from oseredok.library.people.cards import numbers
from oseredok.library.people.cards.models import OldNumber
from oseredok.library.people.imports import befores, followers, persons
from oseredok.library.people.imports.known import Decision, Outcome, Registry
from oseredok.library.people.imports.models import Batch, FieldBefore, Row
from oseredok.library.people.imports.persons import FILLED, OF_ORGANISATIONS, Person
from oseredok.library.people.models import Reader, Registration
from oseredok.library.people.registry import name_index
from oseredok.library.people.registry.preferences import CONSENT_AGE

CHUNK = 250
T = TypeVar("T")
Numbered = tuple[int, Sequence[Cell]]


def chunks(rows: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def decide_chunk(
    batch: Batch, chunk: Sequence[Numbered], targets: Sequence[str], registry: Registry, *, now: datetime
) -> list[tuple[int, Person | None, Decision]]:
    """Return what is to become of each row. Readers whom the chunk will bring are not in the registry yet."""
    today, consent_age = clock.local_date(now), preferences.value(CONSENT_AGE)
    read: list[tuple[int, Person | None, Decision]] = []
    for number, cells in chunk:
        try:
            read.append(
                (number, persons.read(cells, targets, today=today, consent_age=consent_age), Decision(Outcome.NEW))
            )
        except Invalid as refusal:
            read.append((number, None, Decision(Outcome.REFUSED, refusal.message)))
    registry.look_up([person for _number, person, _decision in read if person])
    decided = []
    for number, person, decision in read:
        if person is not None:
            decision = registry.decide(person, overwrite=batch.overwrite, take_suspected=batch.take_suspected)
            if decision.outcome == Outcome.NEW:
                registry.add(person, pk=-number, row=number)
        decided.append((number, person, decision))
    return decided


@transaction.atomic
def note_chunk(batch: Batch, decided: Sequence[tuple[int, Person | None, Decision]]) -> None:
    """Write down what the dry run has found."""
    Row.objects.bulk_create(
        [
            Row(batch=batch, number=number, outcome=decision.outcome, reason=decision.reason[:500])
            for number, _person, decision in decided
        ],
        update_conflicts=True,
        unique_fields=["batch", "number"],
        update_fields=["outcome", "reason"],
    )


@transaction.atomic
def carry_chunk(
    batch: Batch, decided: Sequence[tuple[int, Person | None, Decision]], *, own: frozenset[int], now: datetime
) -> None:
    """Bring the new readers, fill the known ones, and mark the rows as done.

    `own` are the serial numbers on cards that the file brings: nobody else gets them, whichever row comes first.
    """
    numbers.lock(batch.library)
    rows = {
        row.number: row
        for row in Row.objects.select_for_update().filter(batch=batch, number__in=[one[0] for one in decided])
    }
    waiting = [one for one in decided if one[0] in rows and not rows[one[0]].applied]
    fresh = [
        (rows[number], person) for number, person, decision in waiting if person and decision.outcome == Outcome.NEW
    ]
    _bring(batch, fresh, own, now)
    befores_of_chunk: list[FieldBefore] = []
    for number, _person, decision in waiting:
        row = rows[number]
        row.outcome, row.reason, row.applied = decision.outcome, decision.reason[:500], True
        if decision.outcome == Outcome.CHANGED and decision.changes:
            try:
                row.reader, changed = _fill(row, decision.pk, decision.changes, clock.local_date(now))
            except Conflict as refusal:  # erased or merged since the decision: only this row is refused
                row.outcome, row.reason = Outcome.REFUSED, refusal.message
            else:
                befores_of_chunk += changed
        elif decision.pk > 0:
            row.reader_id = decision.pk
    Row.objects.bulk_update(
        [rows[one[0]] for one in waiting], ["outcome", "reason", "applied", "reader", "mark", "own_card"]
    )
    FieldBefore.objects.bulk_create(befores_of_chunk)


def own_serials(rows: Iterator[Numbered], targets: Sequence[str]) -> frozenset[int]:
    """Return the serial numbers of our own cards in a file."""
    if "card" not in targets:
        return frozenset()
    place = targets.index("card")
    lines = (text_of(cells[place]) for _number, cells in rows if place < len(cells))
    return frozenset(int(rules.clean_card(line)[:-1]) for line in lines if rules.is_card_number(line))


def mark_of(reader: Reader) -> str:
    """Return what changes whenever somebody touches the reader's own row."""
    own = [
        getattr(reader, name)
        for name in (*FILLED, "surname", "card_number", "pin_hash", "closed_on", "home_library_id")
    ]
    return sha256("\x1f".join(map(str, own)).encode()).hexdigest()[:32]


def key_of(row: Row) -> str:
    return f"import:{row.batch_id}:{row.number}"


def _bring(batch: Batch, found: Sequence[tuple[Row, Person]], own: frozenset[int], now: datetime) -> None:
    without_card = sum(1 for _row, person in found if not person.own_card)
    serial = numbers.next_serials(without_card + len(own)) if without_card else 0
    readers = []
    for _row, person in found:
        card = person.own_card
        if not card:
            while serial in own:
                serial += 1
            card, serial = rules.card_number(serial), serial + 1
        readers.append(_reader(batch, person, card, now))
    made = Reader.objects.bulk_create(readers)
    name_index.write_many(made)
    old = [
        OldNumber(number=person.old_number, reader=reader)
        for reader, (_row, person) in zip(made, found, strict=True)
        if person.old_number
    ]
    OldNumber.objects.bulk_create(old)
    registrations = _register(
        batch, [(reader, person) for reader, (_row, person) in zip(made, found, strict=True)], now
    )
    carried = []
    for reader, (row, person) in zip(made, found, strict=True):
        row.reader, row.mark, row.own_card = reader, mark_of(reader), bool(person.own_card)
        carried.append(followers.Carried(key_of(row), reader, registrations.get(reader.pk), batch.consent_on))
    for follower in followers.followers():
        follower.carried(carried, batch.library, batch.made_by, now)


def _reader(batch: Batch, person: Person, card: str, now: datetime) -> Reader:
    is_person = not person.is_organisation
    reader = Reader(
        kind=Reader.Kind.PERSON if is_person else Reader.Kind.ORGANISATION,
        card_number=card,
        surname=person.surname,
        **{name: getattr(person, name) for name in (FILLED if is_person else OF_ORGANISATIONS)},
        home_library=batch.library,
        name_key=rules.name_key(person.surname, person.given_name, person.patronymic),
        created_on=person.created_on or clock.local_date(now),
        created_by=batch.made_by,
    )
    reader.category = reader.category or Reader.Category.LOCAL
    people.fill_term(reader, today=clock.local_date(now))
    return reader


def _register(batch: Batch, found: Sequence[tuple[Reader, Person]], now: datetime) -> dict[int, Registration]:
    """Make this year's registrations of those who were registered, if the librarian said that they be counted."""
    today = clock.local_date(now)
    rows = []
    for reader, person in found:
        day = {
            Batch.Counting.DAY: batch.counted_on,
            Batch.Counting.COLUMN: person.registered_on or person.created_on,
        }.get(Batch.Counting(batch.counting))
        if day is None or day.year != today.year or day > today:
            continue
        age_group = queries.age_group_of(birth_year=reader.birth_year, on=day) if reader.birth_year else ""
        first = person.created_on is not None and person.created_on.year == today.year
        rows.append(
            Registration(
                reader=reader,
                year=day.year,
                library=batch.library,
                is_first=first,
                age_group=age_group,
                registered_on=day,
            )
        )
    return {row.reader_id: row for row in Registration.objects.bulk_create(rows)}


def _fill(row: Row, pk: int, changes: dict[str, object], today: date) -> tuple[Reader, list[FieldBefore]]:
    """Fill a known reader; return the reader, and what has to be kept for undoing.

    Raises:
        Conflict (`reader_gone`): the record was erased or merged in the meantime.
    """
    reader = Reader.objects.select_for_update().get(pk=pk)
    rules.check_stands(reader=reader)
    before = befores.values_of(reader)
    for name, given in changes.items():
        setattr(reader, name, given)
    _grow_up(reader, changes, today)
    reader.name_key = rules.name_key(reader.surname, reader.given_name, reader.patronymic)
    people.fill_term(reader, today=today)
    reader.save()
    name_index.write(reader)
    return reader, befores.changed(row, before, reader)


def _grow_up(reader: Reader, changes: dict[str, object], today: date) -> None:
    """Another year of birth may tell that there is no child any more, and no day that decides."""
    if not {"birth_year", "birth_date"} & set(changes):
        return
    age, year = preferences.value(CONSENT_AGE), reader.birth_year
    if persons.is_grown_up(year, reader.birth_date, today=today, consent_age=age):
        reader.guardian_name = reader.guardian_phone = ""
    needed = rules.needs_birth_date(birth_year=year, on=today, consent_age=age)
    if reader.birth_date and (not needed or reader.birth_date.year != year):
        reader.birth_date = None
