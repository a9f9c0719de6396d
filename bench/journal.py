"""Measures the journal: writing one by one with fsync on, and a year's breakdown over millions of entries.

    python bench/journal.py [--entries 5000000] [--database postgres://...] [--writes 2000]

Without `--database` it makes an SQLite file in a temporary folder and removes it afterwards. A PostgreSQL database must
be empty and for this use only: its `public` schema is dropped at the start.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PLACES, KINDS, YEARS = 12, 40, (2024, 2025, 2026)
NOW = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
AGES = ("", "0_14", "15_17", "18_21", "22_35", "36_59", "60p")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="")
    parser.add_argument("--entries", type=int, default=5_000_000)
    parser.add_argument("--writes", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oseredok-bench-", dir=os.environ.get("BENCH_DIR")) as folder:
        os.environ["OSEREDOK_DATA"] = folder
        os.environ["DATABASE_URL"] = options.database or f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "oseredok.settings"
        run(entries=options.entries, writes=options.writes)


def run(*, entries: int, writes: int) -> None:
    import django

    django.setup()
    prepare()
    describe_machine()
    world = build()
    print(f"\nWriting one by one, {writes} times each, every commit flushed to the disk")
    measure_writing(world, writes)
    if not entries:
        return
    print(f"\nA year by months, places, kinds and age groups, over {entries:,} entries of {len(YEARS)} years")
    generate(world, entries)
    measure_reading()
    explain()


# --- Setting up ---------------------------------------------------------------------------------------


def prepare() -> None:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0, skip_checks=True)


def describe_machine() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
            version, fsync = cursor.fetchone()
            cursor.execute("SELECT current_setting('synchronous_commit')")
            told = f"PostgreSQL {version}, fsync {fsync}, synchronous_commit {cursor.fetchone()[0]}"
        else:
            cursor.execute("SELECT sqlite_version()")
            version = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            synchronous = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}[cursor.fetchone()[0]]
            cursor.execute("PRAGMA journal_mode")
            told = f"SQLite {version}, synchronous={synchronous}, journal_mode={cursor.fetchone()[0]}"
    print(f"{told}; Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


class World:
    places: list[Any]
    kinds: list[Any]
    staff: Any
    reader: Any


def build() -> World:
    from oseredok.library.offer.models import ServiceKind
    from oseredok.library.people.models import Account, Reader
    from oseredok.library.places.models import Library, LibrarySystem

    world = World()
    system = LibrarySystem.objects.create(name="Bench", short_name="Bench")
    world.places = [
        Library.objects.create(system=system, code=f"b-{number}", name=f"B {number}", short_name=f"B {number}")
        for number in range(PLACES)
    ]
    world.kinds = list(ServiceKind.objects.filter(is_active=True).order_by("pk")[:KINDS])
    if len(world.kinds) < KINDS:
        sys.exit(f"The catalogue has {len(world.kinds)} kinds, {KINDS} are needed.")
    world.staff = Account.objects.create(username="bench")
    world.reader = Reader.objects.create(
        card_number="1", surname="Bench", home_library=world.places[0], name_key="bench", created_on=NOW.date()
    )
    return world


# --- Writing ------------------------------------------------------------------------------------------


def measure_writing(world: World, writes: int) -> None:
    from django.db import connection, models, transaction

    from oseredok.spine.journal import actions
    from oseredok.spine.journal.models import Entry

    class Plain(models.Model):
        """The same columns, indexes and foreign keys without the journal around them."""

        class Meta:
            app_label = "journal"
            db_table = "bench_plain"
            indexes = [
                models.Index(fields=index.fields, condition=index.condition, name=f"p_{index.name}")
                for index in Entry._meta.indexes
            ]

        def __str__(self) -> str:
            return str(self.pk)

    own = {"id", "reverses"}
    for field in Entry._meta.concrete_fields:
        if field.name not in own:
            _, path, arguments, options = field.deconstruct()
            if path.endswith("ForeignKey"):
                options["related_name"] = "+"
            field.__class__(*arguments, **options).contribute_to_class(Plain, field.name)
    connection.disable_constraint_checking()
    with connection.schema_editor() as editor:
        editor.create_model(Plain)
    connection.enable_constraint_checking()

    def facts(number: int) -> dict[str, Any]:
        return {
            "kind": world.kinds[number % KINDS],
            "place": world.places[number % PLACES],
            "occurred_at": NOW - timedelta(minutes=number),
            "staff": world.staff,
            "age_group": AGES[number % len(AGES)],
            "minutes": number % 60,
        }

    def plain(number: int) -> None:
        day = (NOW - timedelta(minutes=number)).date()
        Plain(
            **facts(number), quantity=1, local_date=day, recorded_at=NOW, gesture=uuid4(), key=uuid4().hex,
            channel="in_person",
        ).save(force_insert=True)  # fmt: skip

    def record(number: int, **more: Any) -> None:
        with transaction.atomic():
            actions.record(**facts(number), now=NOW, **more)

    cases: dict[str, Callable[[int], None]] = {
        "plain Model.save() of the same row": plain,
        "record()": record,
        "record() with an idempotency key": lambda number: record(number, key=f"tap-{number}"),
        "record() of a known reader with a sensitive group": lambda number: record(
            number, visitor=world.reader, flags=["idp"]
        ),
    }
    for work in cases.values():  # warm up
        for number in range(20):
            work(1_000_000 + number)
    # In small rounds, each case in turn: what else the machine does then falls on all of them alike.
    round_of = 50
    times: dict[str, list[float]] = {name: [] for name in cases}
    for start in range(0, writes, round_of):
        for name, work in cases.items():
            started = time.perf_counter()
            for number in range(start, start + round_of):
                work(number)
            times[name].append(time.perf_counter() - started)
    rates = {name: round_of / statistics.median(taken) for name, taken in times.items()}
    first = next(iter(rates.values()))
    for name, rate in rates.items():
        print(f"  {name:52} {rate:8.0f} a second   ×{rate / first:.2f}")
    with connection.schema_editor() as editor:
        editor.execute("DROP TABLE bench_plain")


# --- Millions of entries ------------------------------------------------------------------------------


@contextmanager
def timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"  {what:52} {time.perf_counter() - started:8.1f} s")


def generate(world: World, entries: int) -> None:
    """Insert by SQL: days evenly, places, kinds and ages unevenly, as in life (visits and loans are most of it)."""
    from django.db import connection, transaction

    from oseredok.spine.journal import actions
    from oseredok.spine.journal.models import MonthTally, Tally

    first, days = date(YEARS[0], 1, 1), sum(366 if year % 4 == 0 else 365 for year in YEARS)
    place, kind = min(one.pk for one in world.places), [one.pk for one in world.kinds]
    columns = (
        "kind_id, quantity, place_id, local_date, occurred_at, recorded_at, channel, staff_id, age_group, "
        "social_status, outcome, language, minutes, visitor_key, subject_app, subject_id, gesture, key, reason, backfilled"
    )
    postgres = connection.vendor == "postgresql"
    # r1..r4 are independent pseudo-random numbers in [0, 1000); squared, they prefer the first of a list.
    day = f"(n::bigint * {days} / {entries})" if postgres else f"(n * {days} / {entries})"
    local = f"DATE '{first}' + {day}::int" if postgres else f"date('{first}', '+' || {day} || ' days')"
    moment = f"({local})::timestamptz" if postgres else f"{local} || ' 09:00:00'"
    kinds = " ".join(f"WHEN {number} THEN {pk}" for number, pk in enumerate(kind))
    ages = " ".join(f"WHEN {number} THEN '{age}'" for number, age in enumerate(AGES))
    numbers = (
        "SELECT n FROM generate_series(%s::bigint, %s::bigint - 1) AS g(n)"
        if postgres
        else "WITH RECURSIVE g(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %s) SELECT n FROM g"
    )
    gesture = "md5(n::text)::uuid" if postgres else "printf('%%032x', n)"
    false = "FALSE" if postgres else "0"
    sql = f"""
        INSERT INTO journal_entry ({columns})
        SELECT CASE r1 * r1 * {KINDS} / 1000000 {kinds} END, 1, {place} + r2 * r2 * {PLACES} / 1000000,
               {local}, {moment}, {moment}, CASE WHEN r4 < 900 THEN 'in_person' ELSE 'phone' END, {world.staff.pk},
               CASE r3 * {len(AGES)} / 1000 {ages} END, '', '', '', r3 / 20, '', '', '', {gesture}, 'bench-' || n, '', {false}
        FROM (SELECT n, n * 7919 / 31 %% 1000 AS r1, n * 104729 / 17 %% 1000 AS r2, n * 1299709 / 13 %% 1000 AS r3,
                     n * 15485863 / 11 %% 1000 AS r4 FROM ({numbers}) AS g) AS random"""
    with timed("generated by SQL, triggers on"):
        for start in range(0, entries, 500_000):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [start, min(start + 500_000, entries)])
    with timed("100,000 of them settled in batches of 5,000"):
        actions.settle(limit=100_000)
    with timed("all tallies rebuilt from all entries"):
        actions.rebuild_tallies()
    for number in range(500):  # a tail such as a minute of a busy network leaves
        with transaction.atomic():
            actions.record(
                kind=world.kinds[0], place=world.places[number % PLACES], occurred_at=NOW, now=NOW, staff=world.staff
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if postgres else "ANALYZE")  # as autovacuum does after so many deletions
    print(
        f"  cells by day: {Tally.objects.count():,}, by month: {MonthTally.objects.count():,}; untallied: 500 entries"
    )


def with_tally() -> list[Any]:
    from oseredok.base.core.periods import Period
    from oseredok.spine.journal import queries

    return queries.sums(by=["month", "place", "kind", "age_group"], period=Period.year(YEARS[-1]))


def with_daily_tally() -> list[Any]:
    """What an odd period costs, or a question by days."""
    from django.db.models import Sum

    from oseredok.base.core.periods import Period
    from oseredok.spine.journal import queries

    rows = queries.counts(period=Period.year(YEARS[-1])).values("month", "place", "kind", "age_group")
    return list(rows.annotate(total=Sum("quantity"), spent=Sum("minutes"), standing=Sum("entries")))


def without_tally() -> list[Any]:
    """The same question to the entries themselves, with the quickest month each database has."""
    from django.db import connection

    month = (
        "strftime('%%Y-%%m', local_date)"
        if connection.vendor == "sqlite"
        else "date_trunc('month', local_date::timestamp)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {month}, place_id, kind_id, age_group, SUM(quantity), SUM(minutes),
                       SUM(CASE WHEN reverses_id IS NULL THEN 1 ELSE -1 END)
                FROM journal_entry WHERE local_date >= %s AND local_date < %s
                GROUP BY 1, place_id, kind_id, age_group""",
            [date(YEARS[-1], 1, 1), date(YEARS[-1] + 1, 1, 1)],
        )
        return cursor.fetchall()


def measure_reading() -> None:
    medians = []
    for name, ask in (
        ("with the tally and its tail", with_tally),
        ("without the tally, from entries", without_tally),
        ("with the daily tally only", with_daily_tally),
    ):
        times = []
        for _ in range(6):
            started = time.perf_counter()
            answer = ask()
            times.append(time.perf_counter() - started)
        rows, total = len(answer), sum(row["total"] if isinstance(row, dict) else row[4] for row in answer)
        medians.append(statistics.median(times[1:]))
        print(f"  {name:52} {medians[-1]:8.2f} s   (median of 5; first {times[0]:.2f} s; {rows:,} rows, sum {total:,})")
    print(f"  the tally is {medians[1] / medians[0]:.1f} times faster")
    from oseredok.base.core.periods import Period
    from oseredok.library.places.models import Library
    from oseredok.spine.journal import queries

    place = Library.objects.order_by("pk").first()
    assert place is not None
    for name, small in (
        ("a month of one place", lambda: queries.total(period=Period.month(2026, 10), places=[place])),
        ("today by age group at one place (the desk)", lambda: queries.by_age_group(place=place, on=NOW.date())),
    ):
        times = []
        for _ in range(6):
            started = time.perf_counter()
            small()
            times.append(time.perf_counter() - started)
        print(f"  {name:52} {statistics.median(times[1:]) * 1000:8.1f} ms")


def explain() -> None:
    """Show that the filter reaches both halves of the view."""
    from oseredok.base.core.periods import Period
    from oseredok.spine.journal import queries

    print("\nPlan of one day of the view")
    print(queries.counts(period=Period.day(NOW.date())).values("age_group").explain())


if __name__ == "__main__":
    main()
