"""A registry as a region's libraries have it: readers with registrations and consents, and large tables around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from bench.invented import Invented, people
from bench.measuring import timed

BATCH = 5_000


def fill(*, readers: int, rows: int) -> None:
    """Fill an empty database: `readers` readers, `rows` rows in the log of changes, the queue, letters and looks."""
    from django.db import connection

    from oseredok.library.people.models import NamePart, NameWord
    from oseredok.library.people.registry import name_index
    from tests import world

    built = world.build()
    with timed("readers, registrations, consents"):
        _readers(built, readers)
    with timed("their names indexed"):
        name_index.rebuild()
    with timed("large tables around them"):
        _rows_around(built, rows)
    if connection.vendor == "postgresql":  # what its autovacuum does by itself; SQLite has nobody to do it
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"  {NameWord.objects.count():,} different words, {NamePart.objects.count():,} parts of names", flush=True)


def batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield lists of some thousands."""
    while batch := list(islice(rows, BATCH)):
        yield batch


def _readers(world: Any, amount: int) -> None:
    from django.db import transaction

    from oseredok.library.people.models import Reader, Registration
    from oseredok.library.privacy import queries
    from oseredok.library.privacy.models import Channel, Consent, Purpose

    text = queries.text_in_force(Purpose.CARD, on=date(2026, 10, 14))
    for batch in batches(enumerate(people(amount))):
        with transaction.atomic():
            made = Reader.objects.bulk_create(_reader(world, number, one) for number, one in batch)
            pairs = list(zip(made, (one for _number, one in batch), strict=True))
            Registration.objects.bulk_create(
                Registration(
                    reader=reader,
                    year=one.last_year,
                    library=world.central,
                    is_first=True,
                    registered_on=date(one.last_year, 3, 1),
                )
                for reader, one in pairs
            )
            Consent.objects.bulk_create(
                Consent(
                    reader=reader,
                    text=text,
                    given_at=datetime(one.last_year, 3, 1, 9, tzinfo=UTC),
                    channel=Channel.PAPER,
                    recorded_by=world.consultant,
                )
                for reader, one in pairs
            )


def _reader(world: Any, number: int, one: Invented) -> Any:
    from oseredok.library.people import rules
    from oseredok.library.people.models import Reader

    return Reader(
        **one.told(),
        card_number=rules.card_number(2_000_000 + number),
        home_library=world.branches[0] if number % 3 == 0 else world.central,
        name_key=rules.name_key(one.surname, one.given_name, one.patronymic),
        created_on=date(one.last_year, 3, 1),
        created_by=world.consultant,
    )


# --- What grows around the readers ---------------------------------------------------------------------


def _rows_around(world: Any, rows: int) -> None:
    from django.db import transaction

    from oseredok.library.people.models import Reader

    ids = list(Reader.objects.order_by("pk").values_list("pk", flat=True)[:rows])
    for make in (_changes, _tasks, _letters, _looks):
        for batch in batches(iter(range(rows))):
            with transaction.atomic():
                make(world, batch, ids)


def _changes(world: Any, numbers: list[int], ids: list[int]) -> None:
    from django.contrib.contenttypes.models import ContentType

    from oseredok.base.audit.models import Entry
    from oseredok.library.people.models import Reader

    kind = ContentType.objects.get_for_model(Reader)
    Entry.objects.bulk_create(
        Entry(
            content_type=kind,
            object_pk=str(ids[number % len(ids)]),
            object_id=ids[number % len(ids)],
            object_repr="",
            action=Entry.Action.UPDATE,
            changes={"phone": ["", ""]},
            actor=world.consultant,
            remote_addr="192.0.2.7",
            timestamp=_moment(number),
            source=Entry.Source.SITE,
            place_id=world.central.pk,
            about=f"people.reader:{ids[number % len(ids)]}",
        )
        for number in numbers
    )


def _tasks(_world: Any, numbers: list[int], _ids: list[int]) -> None:
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult, get_date_max

    paths = ("oseredok.base.mail.tasks.deliver_letter", "oseredok.library.people.imports.tasks.carry_file")
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            status=TaskResultStatus.FAILED if number % 50 == 0 else TaskResultStatus.SUCCESSFUL,
            started_at=_moment(number),
            finished_at=_moment(number),
            args_kwargs={"args": [], "kwargs": {}},
            task_path=paths[number % 2],
            backend_name="default",
            run_after=get_date_max(),
            exception_class_path="builtins.OSError" if number % 50 == 0 else "",
            traceback='Traceback\n  File "x"\nOSError: disk\n' if number % 50 == 0 else "",
        )
        for number in numbers
    )


def _letters(_world: Any, numbers: list[int], ids: list[int]) -> None:
    from oseredok.base.mail.models import Letter, State

    Letter.objects.bulk_create(
        Letter(
            key=f"bench-{number}",
            template="privacy_warning",
            to=f"reader{ids[number % len(ids)]}@example.com",
            subject="Ваші дані в бібліотеці",
            text="Добрий день. " * 40,
            message_id=f"<bench-{number}@example.com>",
            state=State.SENT,
            attempts=1,
            created_at=_moment(number),
            sent_at=_moment(number),
        )
        for number in numbers
    )


def _looks(world: Any, numbers: list[int], ids: list[int]) -> None:
    from oseredok.library.privacy.models import Look

    Look.objects.bulk_create(
        Look(
            reader_id=ids[number % len(ids)],
            account=world.consultant,
            what=Look.What.PAGE,
            hour=_moment(number).replace(minute=0),
        )
        for number in numbers
    )


def _moment(number: int) -> datetime:
    return datetime(2026, 10, 14, 8, tzinfo=UTC) - timedelta(minutes=number % 500_000)
