"""The tallies of the journal: entries leave the untallied tail in batches and are added to their cells.

Each batch is one transaction, so a reader of a count sees an entry either in the tail or in the tallies, never in both and
never in neither. Any number of processes may ask for it at once: one works, the others wait for their turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from oseredok.base.core.months import first_of_month
from oseredok.spine.journal import heads
from oseredok.spine.journal.guards import SLICED, VALUE

_AMOUNTS = {
    "quantity": "SUM(e.quantity)",
    "minutes": "SUM(COALESCE(e.minutes, 0))",
    "entries": "SUM(CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END)",
}


@dataclass(frozen=True)
class _Tally:
    """A table of cells: their columns in the order of its unique index, and what each adds up."""

    table: str
    cell: tuple[str, ...]
    amounts: Mapping[str, str]
    only: str = "TRUE"  # which entries it counts

    def sums(self, source: str) -> str:
        """Return the statement that adds up the entries `e` of `source`, which ends with a condition."""
        month = first_of_month(connection.vendor, "e.local_date")
        cell = ", ".join(f"{month} AS month" if column == "month" else f"e.{column}" for column in self.cell)
        amounts = ", ".join(f"{amount} AS {name}" for name, amount in self.amounts.items())
        return f"SELECT {cell}, {amounts} FROM {source} AND {self.only} {_grouped(self.cell)}"  # noqa: S608 - constants

    def add(self, sums: str) -> str:
        """Return the statement that adds these sums to the cells."""
        # The index knows "no theme" as 0: nulls would be another cell each time.
        same = ", ".join("COALESCE(theme_id, 0)" if column == "theme_id" else column for column in self.cell)
        return f"""
            INSERT INTO {self.table} ({", ".join((*self.cell, *self.amounts))})
            {sums}
            ON CONFLICT ({same}) DO UPDATE SET
                {", ".join(f"{name} = {self.table}.{name} + EXCLUDED.{name}" for name in self.amounts)}
        """


def _grouped(cell: Sequence[str]) -> str:
    return "GROUP BY " + ", ".join(str(number) for number in range(1, len(cell) + 1))


_COARSE = ("place_id", "kind_id", "channel", "age_group")
FINE = _Tally("journal_finetally", ("month", *_COARSE, "outcome", "language", "social_status", "theme_id"), _AMOUNTS)
TALLIES = (
    _Tally("journal_tally", ("local_date", *_COARSE), _AMOUNTS),
    _Tally("journal_monthtally", ("month", *_COARSE), _AMOUNTS),
    FINE,
    _Tally(
        "journal_visitortally",
        ("month", "place_id", "visitor_key", "kind_id"),
        {"quantity": _AMOUNTS["quantity"]},
        "e.visitor_key <> ''",
    ),
)
SLICE = _Tally("journal_slicetally", ("month", "place_id", "kind_id", "attribute", "value"), _AMOUNTS)
HEADS = "journal_headtally"
TABLES = (*(tally.table for tally in TALLIES), SLICE.table, HEADS, "journal_untallied")


def settle(*, limit: int | None = None, batch: int = 5000) -> int:
    """Add untallied entries, the oldest first, to the tallies: at most `limit`, or all of them; return how many."""
    done = 0
    take = _take_postgresql if connection.vendor == "postgresql" else _take_sqlite
    while limit is None or done < limit:
        wanted = batch if limit is None else min(batch, limit - done)
        with transaction.atomic(), connection.cursor() as cursor:
            taken = take(cursor, wanted)
        done += taken
        if taken < wanted:
            break
    return done


def rebuild() -> int:
    """Throw the tallies away and add every entry up anew; return the number of days' cells. Recording waits meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The second lock waits for entries being written: each is then seen below or joins the tail afterwards.
            # The order is that of `settle`, which needs the tally first.
            cursor.execute("LOCK TABLE journal_tally, journal_untallied IN SHARE ROW EXCLUSIVE MODE")
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - constants of this module
        cells = []
        for tally in TALLIES:
            cursor.execute(tally.add(tally.sums("journal_entry e WHERE TRUE")))
            cells.append(int(cursor.rowcount))
        cursor.execute(SLICE.add(_slices(FINE.table)))
        cursor.execute(_add_heads(heads.all_heads(connection.vendor)))
        return cells[0]


def _take_postgresql(cursor: CursorWrapper, size: int) -> int:
    # One settler at a time; readers and recording are not in its way.
    cursor.execute("LOCK TABLE journal_tally IN SHARE ROW EXCLUSIVE MODE")
    cursor.execute(
        """
        WITH oldest AS (SELECT entry_id FROM journal_untallied ORDER BY entry_id LIMIT %s)
        DELETE FROM journal_untallied u USING oldest WHERE u.entry_id = oldest.entry_id RETURNING u.entry_id
        """,
        [size],
    )
    taken = [entry for (entry,) in cursor.fetchall()]
    if taken:
        # By name: what was committed meanwhile is in the tail with smaller numbers too.
        _add_up(cursor, "journal_entry e WHERE e.id = ANY(%s)", taken)
    return len(taken)


def _take_sqlite(cursor: CursorWrapper, size: int) -> int:
    """The transaction is IMMEDIATE: nobody else writes between these statements."""
    cursor.execute(
        "SELECT MAX(entry_id), COUNT(*) FROM (SELECT entry_id FROM journal_untallied ORDER BY entry_id LIMIT %s)",
        [size],
    )
    last, taken = cursor.fetchone()
    if taken:
        _add_up(cursor, "journal_untallied u JOIN journal_entry e ON e.id = u.entry_id WHERE u.entry_id <= %s", last)
        cursor.execute("DELETE FROM journal_untallied WHERE entry_id <= %s", [last])
    return int(taken)


def _add_up(cursor: CursorWrapper, source: str, which: Any) -> None:
    # First, while the tally of visitors has what was before these entries.
    cursor.execute(_add_heads(heads.changes(connection.vendor, source)), [which] * 3)
    for tally in TALLIES:
        cursor.execute(tally.add(tally.sums(source)), [which])
    cursor.execute(SLICE.add(_slices(f"({FINE.sums(source)})")), [which])


def _slices(cells: str) -> str:
    """Return the statement that adds fine cells up by one attribute at a time."""
    amounts = ", ".join(f"SUM(e.{name}) AS {name}" for name in SLICE.amounts)
    return f"""
        SELECT e.month, e.place_id, e.kind_id, s.attribute, {VALUE} AS value, {amounts}
        FROM {cells} AS e {SLICED} WHERE TRUE {_grouped(SLICE.cell)}
    """  # noqa: S608 - constants of this module


def _add_heads(sets: str) -> str:
    return f"""
        INSERT INTO {HEADS} (month, place_id, kinds, people) {sets} HAVING SUM(people) <> 0
        ON CONFLICT (month, place_id, kinds) DO UPDATE SET people = {HEADS}.people + EXCLUDED.people
    """
