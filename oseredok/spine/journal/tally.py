"""The daily tally: entries leave the untallied tail in batches and are added to their cells.

Each batch is one transaction (on PostgreSQL one statement), so a reader of `Count` sees an entry either in the tail or
in the tally, never in both and never in neither. Any number of processes may settle at once.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

CELL = "local_date, place_id, kind_id, channel, age_group"
_SUMS = """
SELECT e.local_date, e.place_id, e.kind_id, e.channel, e.age_group,
       SUM(e.quantity) AS quantity, SUM(COALESCE(e.minutes, 0)) AS minutes,
       SUM(CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END) AS entries
"""
_GROUPED = "GROUP BY e.local_date, e.place_id, e.kind_id, e.channel, e.age_group ORDER BY 1, 2, 3, 4, 5"
_ADD = f"INSERT INTO journal_tally ({CELL}, quantity, minutes, entries)"
_MERGE = f"""
ON CONFLICT ({CELL}) DO UPDATE SET
    quantity = journal_tally.quantity + EXCLUDED.quantity,
    minutes = journal_tally.minutes + EXCLUDED.minutes,
    entries = journal_tally.entries + EXCLUDED.entries
"""

# SKIP LOCKED: two settlers take different entries. The order of the sums keeps them from waiting for each other
# crosswise at the cells.
_SETTLE_POSTGRESQL = f"""
WITH next AS (
    SELECT entry_id FROM journal_untallied ORDER BY entry_id LIMIT %s FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM journal_untallied u USING next WHERE u.entry_id = next.entry_id RETURNING u.entry_id
), added AS (
    {_ADD} {_SUMS} FROM taken JOIN journal_entry e ON e.id = taken.entry_id {_GROUPED} {_MERGE}
)
SELECT COUNT(*) FROM taken
"""  # noqa: S608 - constants of this module


def settle(*, limit: int | None = None, batch: int = 5000) -> int:
    """Add untallied entries, the oldest first, to the tally: at most `limit`, or all of them; return how many."""
    done = 0
    while limit is None or done < limit:
        wanted = batch if limit is None else min(batch, limit - done)
        with transaction.atomic(), connection.cursor() as cursor:
            taken = _settle_batch(cursor, wanted)
        done += taken
        if taken < wanted:
            break
    return done


def rebuild() -> int:
    """Throw the tally away and add every entry up anew; return the number of cells. Recording waits meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The lock waits for entries being written, so that each is seen below or joins the tail afterwards.
            cursor.execute("LOCK TABLE journal_untallied, journal_tally IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM journal_untallied")
        cursor.execute("DELETE FROM journal_tally")
        cursor.execute(f"{_ADD} {_SUMS} FROM journal_entry e {_GROUPED}")
        return int(cursor.rowcount)


def _settle_batch(cursor: CursorWrapper, size: int) -> int:
    if connection.vendor == "postgresql":
        cursor.execute(_SETTLE_POSTGRESQL, [size])
        return int(cursor.fetchone()[0])
    # SQLite: the transaction is IMMEDIATE, nobody else writes between these three statements.
    cursor.execute(
        "SELECT MAX(entry_id), COUNT(*) FROM (SELECT entry_id FROM journal_untallied ORDER BY entry_id LIMIT %s)",
        [size],
    )
    last, taken = cursor.fetchone()
    if taken:
        cursor.execute(
            f"{_ADD} {_SUMS} FROM journal_untallied u JOIN journal_entry e ON e.id = u.entry_id"
            f" WHERE u.entry_id <= %s {_GROUPED} {_MERGE}",
            [last],
        )
        cursor.execute("DELETE FROM journal_untallied WHERE entry_id <= %s", [last])
    return int(taken)
