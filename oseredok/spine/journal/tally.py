"""The tallies by day and by month: entries leave the untallied tail in batches and are added to their cells.

Each batch is one transaction (on PostgreSQL one statement), so a reader of `Count` sees an entry either in the tail or
in the tally, never in both and never in neither. Any number of processes may ask for it at once: one works, the others
wait for their turn.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from oseredok.spine.journal.guards import first_of_month

TALLIES = {"journal_tally": "local_date", "journal_monthtally": "month"}
CELL = "place_id, kind_id, channel, age_group"


def settle(*, limit: int | None = None, batch: int = 5000) -> int:
    """Add untallied entries, the oldest first, to the tallies: at most `limit`, or all of them; return how many."""
    done = 0
    while limit is None or done < limit:
        wanted = batch if limit is None else min(batch, limit - done)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                taken = _settle_postgresql(cursor, wanted)
            else:
                taken = _settle_sqlite(cursor, wanted)
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
        cursor.execute("DELETE FROM journal_untallied")
        cells = []
        for table in TALLIES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - constants of this module
            cursor.execute(_add(table, "journal_entry e"))
            cells.append(int(cursor.rowcount))
        return cells[0]


def _settle_postgresql(cursor: CursorWrapper, size: int) -> int:
    """One statement: whoever reads meanwhile sees the state before it or after it."""
    # One settler at a time; readers and recording are not in its way.
    cursor.execute("LOCK TABLE journal_tally IN SHARE ROW EXCLUSIVE MODE")
    additions = ", ".join(
        f"added_to_{table} AS ({_add(table, 'taken JOIN journal_entry e ON e.id = taken.entry_id')})"
        for table in TALLIES
    )
    cursor.execute(
        f"""
        WITH oldest AS (SELECT entry_id FROM journal_untallied ORDER BY entry_id LIMIT %s),
        taken AS (
            DELETE FROM journal_untallied u USING oldest WHERE u.entry_id = oldest.entry_id RETURNING u.entry_id
        ), {additions}
        SELECT COUNT(*) FROM taken
        """,  # noqa: S608 - constants of this module
        [size],
    )
    return int(cursor.fetchone()[0])


def _settle_sqlite(cursor: CursorWrapper, size: int) -> int:
    """The transaction is IMMEDIATE: nobody else writes between these statements."""
    cursor.execute(
        "SELECT MAX(entry_id), COUNT(*) FROM (SELECT entry_id FROM journal_untallied ORDER BY entry_id LIMIT %s)",
        [size],
    )
    last, taken = cursor.fetchone()
    if taken:
        for table in TALLIES:
            source = "journal_untallied u JOIN journal_entry e ON e.id = u.entry_id"
            cursor.execute(_add(table, f"{source} WHERE u.entry_id <= %s"), [last])
        cursor.execute("DELETE FROM journal_untallied WHERE entry_id <= %s", [last])
    return int(taken)


def _add(table: str, source: str) -> str:
    """Return the statement that sums the entries of `source` (as `e`) into the cells of a tally."""
    when = TALLIES[table]
    day = "e.local_date" if when == "local_date" else first_of_month(connection.vendor, "e.local_date")
    where = "" if " WHERE " in source else "WHERE TRUE"  # SQLite needs one to tell ON CONFLICT from a join's ON
    return f"""
        INSERT INTO {table} ({when}, {CELL}, quantity, minutes, entries)
        SELECT {day}, e.place_id, e.kind_id, e.channel, e.age_group, SUM(e.quantity), SUM(COALESCE(e.minutes, 0)),
               SUM(CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END)
        FROM {source} {where}
        GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT ({when}, {CELL}) DO UPDATE SET
            quantity = {table}.quantity + EXCLUDED.quantity,
            minutes = {table}.minutes + EXCLUDED.minutes,
            entries = {table}.entries + EXCLUDED.entries
    """  # noqa: S608 - constants of this module
