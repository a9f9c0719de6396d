"""Measures a dashboard: 30 indicators × 24 months × 3 libraries over millions of entries, beside plain SQL over entries.

    python bench/indicators.py [--entries 2000000] [--database postgres://...] [--folder DIR] [--times 7]

Numbers of the dashboard are compared with those that plain SQL finds; every tally is thrown away, made anew and compared
with the entries, cell by cell. Without `--database` it makes an SQLite file; with `--folder` the file stays and is used again. A
PostgreSQL database must be for this use only: its `public` schema is dropped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import HEAD, machine, measured, own_place, prepare, timed

FIRST, LAST_DAY, DAYS = date(2024, 11, 1), date(2026, 10, 31), 730
PLACES, PEOPLE = 3, 6_000

# What a director watches: sums, ages, channels, languages, outcomes, different people, shares, registers, ratings, hand.
DASHBOARD = (
    "visits.total", "visits.service", "visits.events", "visits.children", "visits.coworking", "visits.internet",
    "contacts.remote", "users.registered", "users.new", "users.age_60p", "users.active", "services.total",
    "papers.total", "ref.total", "ref.virtual", "ref.refused", "iso.ref_answered", "consult.total", "consult.minutes",
    "consult.eservices", "loans.total", "loans.kind_book", "loans.lang_uk", "events.total", "mean.consult_minutes",
    "ratings.positive_share", "ratings.n", "net.hours_open", "staff.total", "money.in_services",
)  # fmt: skip

# Kind → of a hundred entries.
MIX = {
    "visit": 40, "visit_event": 4, "loan_book": 22, "loan_periodical": 8, "internet_access": 4, "wifi": 4,
    "coworking_seat": 3, "reference_thematic": 2, "reference_fact": 1, "reference_address": 2, "consultation": 2,
    "eservice_help": 2, "appeal_help": 1, "user_new": 1, "user_reregistered": 2, "printing_bw": 1, "event_held": 1,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="")
    parser.add_argument("--folder", default="")
    parser.add_argument("--entries", type=int, default=2_000_000)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    with own_place(database=options.database, folder=options.folder):
        prepare()
        print(machine())
        fill(options.entries)
        leave_a_tail()
        measure(options.times)
        check_rebuild()


# --- Filling ------------------------------------------------------------------------------------------


def fill(entries: int) -> None:
    from django.db import connection, transaction

    from oseredok.library.places.models import Library
    from oseredok.spine.journal import actions
    from oseredok.spine.journal.models import Entry, FineTally, MonthTally, SliceTally

    if Entry.objects.exists():
        print(f"  filled by an earlier run: {Entry.objects.count():,} entries")
        return
    places, staff = settle_in()
    sql = insertion(entries, min(place.pk for place in places), staff.pk)
    with timed(f"{entries:,} entries by SQL, triggers on"):
        for start in range(0, entries, 250_000):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [start, min(start + 250_000, entries)])
    with timed("tallies from all entries"):
        actions.rebuild_tallies()
    write_the_rest(Library.objects.all(), staff)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    cells = ", ".join(f"{model.objects.count():,}" for model in (MonthTally, FineTally, SliceTally))
    print(f"  cells by month: coarse, fine, by one attribute: {cells}")


def settle_in() -> tuple[list[Any], Any]:
    from datetime import time

    from oseredok.library.people.models import Account
    from oseredok.library.places import actions as places
    from oseredok.library.places.models import Library, LibrarySystem

    system = LibrarySystem.objects.create(name="Bench", short_name="Bench", population=60_000)
    libraries = [
        Library.objects.create(
            system=system, code=f"b-{number}", name=f"B {number}", short_name=f"B {number}", order=number
        )
        for number in range(PLACES)
    ]
    for library in libraries:
        week = {weekday: [(time(9), time(19))] for weekday in range(6)}
        places.set_weekly_hours(library=library, week=week, starts_on=date(2020, 1, 1))
    return libraries, Account.objects.create(username="bench")


def insertion(entries: int, place: int, staff: int) -> str:
    """Days evenly, the rest by independent pseudo-random numbers in [0, 1000)."""
    from django.db import connection

    from oseredok.library.offer.models import ServiceKind, Theme

    postgres = connection.vendor == "postgresql"
    pks = dict(ServiceKind.objects.values_list("code", "pk"))
    cases, upto, names = "", 0, {}
    for code, weight in MIX.items():
        upto += weight * 10
        cases += f" WHEN r1 < {upto} THEN {pks[code]}"
        names[code] = pks[code]
    day = f"(n::bigint * {DAYS} / {entries})" if postgres else f"(n * {DAYS} / {entries})"
    local = f"DATE '{FIRST}' + {day}::int" if postgres else f"date('{FIRST}', '+' || {day} || ' days')"
    moment = f"({local})::timestamptz" if postgres else f"{local} || ' 09:00:00'"
    numbers = (
        "SELECT n FROM generate_series(%s::bigint, %s::bigint - 1) AS g(n)"
        if postgres
        else "WITH RECURSIVE g(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM g WHERE n + 1 < %s) SELECT n FROM g"
    )
    gesture, false = ("md5(n::text)::uuid", "FALSE") if postgres else ("printf('%%032x', n)", "0")
    cases = f"CASE{cases} ELSE {pks['visit']} END"
    loans = f"({names['loan_book']}, {names['loan_periodical']})"
    references = f"({names['reference_thematic']}, {names['reference_fact']}, {names['reference_address']})"
    classes = list(Theme.objects.filter(scheme="udc").order_by("pk").values_list("pk", flat=True))
    themes = " ".join(f"WHEN {number} THEN {pk}" for number, pk in enumerate(classes))
    statuses = " ".join(
        f"WHEN r6 < {top} THEN '{status}'"
        for top, status in ((200, ""), (400, "pupil"), (550, "student"), (750, "employee"), (900, "pensioner"))
    )
    ages = " ".join(
        f"WHEN r3 < {top} THEN '{age}'"
        for top, age in ((180, "0_14"), (250, "15_17"), (330, "18_21"), (520, "22_35"), (780, "36_59"))
    )
    return f"""
        INSERT INTO journal_entry (kind_id, quantity, place_id, local_date, occurred_at, recorded_at, channel, staff_id,
            age_group, social_status, theme_id, outcome, language, minutes, visitor_key, subject_app, subject_id, gesture, key,
            reason, backfilled)
        SELECT kind, 1, {place} + r2 * {PLACES} / 1000, {local}, {moment}, {moment},
            CASE WHEN r4 < 900 THEN 'in_person' WHEN r4 < 960 THEN 'phone' ELSE 'email' END, {staff},
            CASE {ages} ELSE '60p' END, CASE {statuses} ELSE 'unemployed' END,
            CASE WHEN kind IN {loans} THEN CASE r5 * {len(classes)} / 1000 {themes} END END,
            CASE WHEN kind NOT IN {references} THEN '' WHEN r4 < 930 THEN 'done' ELSE 'refused' END,
            CASE WHEN kind NOT IN {loans} THEN '' WHEN r3 < 850 THEN 'uk' ELSE 'foreign' END,
            r3 / 20, CASE WHEN kind = {names["visit"]} AND r4 < 350 THEN 'person-' || (n * 48271 %% {PEOPLE}) ELSE '' END,
            '', '', {gesture}, 'bench-' || n, '', {false}
        FROM (SELECT n, r2, r3, r4, r5, r6, {cases} AS kind FROM (
            SELECT n, n * 7919 / 31 %% 1000 AS r1, n * 104729 / 17 %% 1000 AS r2, n * 1299709 / 13 %% 1000 AS r3,
                   n * 15485863 / 11 %% 1000 AS r4, n * 49979687 / 7 %% 1000 AS r5,
                   n * 67867967 / 5 %% 1000 AS r6 FROM ({numbers}) AS g) AS random) AS drawn"""


def write_the_rest(places: Sequence[Any], staff: Any) -> None:
    """Ratings, numbers written by hand, mistakes taken back."""
    from decimal import Decimal
    from uuid import uuid4

    from django.db import transaction

    from oseredok.base.core.periods import Period
    from oseredok.management.indicators.figure_actions import write_figures
    from oseredok.spine.feedback import actions as feedback
    from oseredok.spine.journal import actions
    from oseredok.spine.journal.models import Entry

    now = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    for place in places:
        for number in range(200):
            day = datetime(2026, 1 + number % 10, 1 + number % 28, 9, tzinfo=UTC)
            feedback.rate(place=place, score=1 + number % 5, via="tile", key=uuid4().hex, now=day)
        for year in (2024, 2025):
            written = {"staff.total": Decimal(9), "money.in_services": Decimal("38.9")}
            write_figures(written=written, place=place, period=Period.year(year), staff=staff, now=now, sure=True)
    for entry in Entry.objects.exclude(visitor_key="").order_by("pk")[:100_000:1_000]:
        with transaction.atomic():
            actions.reverse(entry=entry, staff=staff, now=now, reason="slip")
    actions.settle()


def leave_a_tail() -> None:
    """Entries of a busy minute: strangers, people with a card, a mistake taken back."""
    from django.db import transaction

    from oseredok.library.people.models import Account
    from oseredok.library.places.models import Library
    from oseredok.spine.journal import actions
    from oseredok.spine.journal.models import Entry, Untallied

    if Untallied.objects.exists():
        return
    now = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    staff, places = Account.objects.get(username="bench"), list(Library.objects.order_by("pk"))
    readers = [reader(number, places[0]) for number in range(50)]
    for number in range(500):
        who = readers[number % 50] if number % 3 == 0 else None
        with transaction.atomic():
            actions.record(
                kind="visit", place=places[number % PLACES], occurred_at=now, now=now, staff=staff, visitor=who
            )
    with transaction.atomic():
        settled = Entry.objects.filter(reversal=None, reverses=None, pk__gt=100_000).exclude(visitor_key="")
        actions.reverse(entry=settled.earliest("pk"), staff=staff, now=now, reason="slip")


def reader(number: int, home: Any) -> Any:
    from oseredok.library.people.models import Reader

    told = {"surname": f"B{number}", "home_library": home, "name_key": f"b{number}", "created_on": LAST_DAY}
    return Reader.objects.get_or_create(card_number=f"{number:08}", defaults=told)[0]


# --- Measuring ----------------------------------------------------------------------------------------


def dashboard() -> dict[str, Any]:
    from oseredok.base.core.periods import Period
    from oseredok.library.places.models import Library
    from oseredok.management.indicators import queries
    from oseredok.management.indicators.catalogue import indicator

    places = list(Library.objects.select_related("system"))
    period = Period.through(FIRST, LAST_DAY)
    return queries.monthly_by_place([indicator(code) for code in DASHBOARD], period=period, places=places)


def people_of_more() -> dict[str, Any]:
    """Different people of what does not add up from months at a library."""
    from oseredok.base.core.periods import Period
    from oseredok.library.places.models import Library
    from oseredok.management.indicators import queries

    places = list(Library.objects.select_related("system"))
    year, so_far = Period.year(2026), Period.through(date(2026, 1, 1), date(2026, 10, 20))
    return {
        "different people of a year, all libraries": lambda: queries.value("users.active", period=year),
        "so far this year, all libraries": lambda: queries.value("users.active", period=so_far),
        "of a year at each library": lambda: queries.by_place("users.active", period=year, places=places),
        "of each of 24 months, all libraries": lambda: queries.monthly(
            "users.active", period=Period.through(FIRST, LAST_DAY)
        ),
    }


MONTH = {"sqlite": "strftime('%%Y-%%m', local_date)", "postgresql": "to_char(local_date, 'YYYY-MM')"}


def plain(sql: str) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql.format(month=MONTH[connection.vendor]), [FIRST, LAST_DAY])
        return list(cursor.fetchall())


def by_plain_sql() -> tuple[list[tuple[Any, ...]], ...]:
    """What one would write without the tally: everything that the dashboard's journal part needs, in three statements."""
    sums = plain(
        "SELECT {month}, place_id, kind_id, channel, age_group, SUM(quantity), SUM(minutes) FROM journal_entry "
        "WHERE local_date BETWEEN %s AND %s GROUP BY 1, 2, 3, 4, 5"
    )
    fine = plain(
        "SELECT {month}, place_id, kind_id, outcome, language, SUM(quantity) FROM journal_entry "
        "WHERE local_date BETWEEN %s AND %s AND (outcome <> '' OR language <> '') GROUP BY 1, 2, 3, 4, 5"
    )
    people = plain(
        "SELECT month, place_id, COUNT(*) FROM (SELECT {month} AS month, place_id, visitor_key FROM journal_entry "
        "WHERE local_date BETWEEN %s AND %s AND visitor_key <> '' GROUP BY 1, 2, 3 HAVING SUM(quantity) > 0) AS came "
        "GROUP BY 1, 2"
    )
    return sums, fine, people


def measure(times: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        found = dashboard()
    cells = sum(len(months) for places in found.values() for months in places.values())
    print(
        f"\n{len(DASHBOARD)} indicators × 24 months × {PLACES} libraries: {cells:,} numbers in {len(asked)} statements"
    )
    slowest = sorted(asked.captured_queries, key=lambda one: -float(one["time"]))[:4]
    for one in slowest:
        print(f"    {float(one['time']) * 1000:7.0f} ms  {one['sql'][:110]}")
    print(f"  {'':44} {HEAD}")
    print(f"  {'dashboard':44} {measured(dashboard, times)}")
    for name, ask in people_of_more().items():
        print(f"  {name:44} {measured(ask, times)}")
    print(f"  {'plain SQL over entries, journal part only':44} {measured(by_plain_sql, max(times // 2, 2))}")
    compare(found)


def compare(found: dict[str, Any]) -> None:
    """Recount what can be recounted from entries alone."""
    from oseredok.library.offer.models import ServiceKind

    kinds = dict(ServiceKind.objects.values_list("pk", "code"))
    sums, fine, people = by_plain_sql()
    visits = ("visit", "visit_event")
    recounted: dict[str, dict[tuple[str, int], int]] = {
        code: {}
        for code in (
            "visits.total",
            "visits.children",
            "consult.minutes",
            "loans.lang_uk",
            "ref.refused",
            "users.active",
        )
    }

    def add(code: str, month: str, place: int, number: int) -> None:
        recounted[code][month, place] = recounted[code].get((month, place), 0) + number

    for month, place, kind, _channel, age, quantity, minutes in sums:
        if kinds[kind] in visits:
            add("visits.total", month, place, quantity)
            if age == "0_14":
                add("visits.children", month, place, quantity)
        if kinds[kind] in ("consultation", "eservice_help"):
            add("consult.minutes", month, place, minutes)
    for month, place, kind, outcome, language, quantity in fine:
        if kinds[kind].startswith("loan") and language == "uk":
            add("loans.lang_uk", month, place, quantity)
        if kinds[kind].startswith("reference") and outcome == "refused":
            add("ref.refused", month, place, quantity)
    for month, place, number in people:
        add("users.active", month, place, number)
    checked = 0
    for code, cells in recounted.items():
        for place, months in found[code].items():
            for month, value in months:
                expected = cells.get((f"{month.start:%Y-%m}", place), 0)
                if value.number != expected:
                    sys.exit(
                        f"{code}, {month}, library {place}: the dashboard has {value.number}, entries give {expected}"
                    )
                checked += 1
    print(f"  {checked} numbers recounted from entries: all the same")


def check_rebuild() -> None:
    """Compare each cell of the tallies with the entries as they were settled, make the tallies anew and compare again."""
    from oseredok.spine.journal import actions

    actions.settle()
    compare_cells("settled")
    with timed("tallies thrown away and made anew"):
        actions.rebuild_tallies()
    compare_cells("made anew")


AMOUNTS = "SUM(quantity), SUM(COALESCE(minutes, 0))"
# Columns of a tally's cells → what they add up, of which entries.
CELLS = {
    "journal_tally": ("local_date, place_id, kind_id, channel, age_group", AMOUNTS, ""),
    "journal_monthtally": ("month, place_id, kind_id, channel, age_group", AMOUNTS, ""),
    "journal_finetally": (
        "month, place_id, kind_id, channel, age_group, COALESCE(theme_id, 0), outcome, language, social_status",
        AMOUNTS,
        "",
    ),
    "journal_visitortally": ("month, place_id, kind_id, visitor_key", "SUM(quantity)", "WHERE visitor_key <> ''"),
}


def compare_cells(how: str) -> None:
    from django.db import connection

    from oseredok.base.core.months import first_of_month

    month = first_of_month(connection.vendor, "local_date")
    entries = f"(SELECT e.*, {month} AS month FROM journal_entry e) AS entries"
    for table, (cell, amounts, where) in CELLS.items():
        by = "GROUP BY " + ", ".join(str(number) for number in range(1, cell.count(", ") + 2 - cell.count(", 0)")))
        compare_rows(
            table, how, *(f"SELECT {cell}, {amounts} FROM {rows} {by}" for rows in (f"{entries} {where}", table))
        )
    came = f"SELECT month, place_id, visitor_key FROM {entries} WHERE visitor_key <> '' GROUP BY 1, 2, 3"
    came = f"SELECT month, place_id, COUNT(*) FROM ({came} HAVING SUM(quantity) > 0) AS came GROUP BY 1, 2"
    remembered = "SELECT month, place_id, SUM(people) FROM journal_headtally GROUP BY 1, 2"
    compare_rows("journal_headtally", how, came, remembered)
    for attribute, column in (("", "''"), ("age_group", "age_group"), ("outcome", "outcome"), ("language", "language")):
        told = f"SELECT month, place_id, kind_id, {column}, {AMOUNTS} FROM {entries} GROUP BY 1, 2, 3, 4"
        kept = f"SELECT month, place_id, kind_id, value, quantity, minutes FROM journal_slicetally WHERE attribute = '{attribute}'"
        compare_rows(f"journal_slicetally, {attribute or 'all entries'}", how, told, kept)


def compare_rows(table: str, how: str, told: str, kept: str) -> None:
    lost = _count(f"SELECT * FROM ({told}) AS e EXCEPT SELECT * FROM ({kept}) AS t")
    more = _count(f"SELECT * FROM ({kept}) AS t EXCEPT SELECT * FROM ({told}) AS e")
    print(f"  {table}, {how}: {_count(kept):,} cells, {lost + more} differ from the entries")
    if lost or more:
        sys.exit(1)


def _count(rows: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({rows}) AS found")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
