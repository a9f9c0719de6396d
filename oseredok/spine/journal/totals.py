"""The sums by which a restored journal is compared with the one that was copied: every number must be the same."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

SUMS = {
    "entries": "SELECT COUNT(*) FROM journal_entry",
    "quantity": "SELECT COALESCE(SUM(quantity), 0) FROM journal_entry",
    # What every page shows: the tally and the tail that is not in it yet.
    "counted": "SELECT COALESCE(SUM(quantity), 0) FROM journal_count",
    "counted_minutes": "SELECT COALESCE(SUM(minutes), 0) FROM journal_count",
    "counted_entries": "SELECT COALESCE(SUM(entries), 0) FROM journal_count",
    "by_month": "SELECT COALESCE(SUM(quantity), 0) FROM journal_monthcount",
    "by_month_finely": "SELECT COALESCE(SUM(quantity), 0) FROM journal_finecount",
    "under_keys": "SELECT COALESCE(SUM(quantity), 0) FROM journal_visitorcount",
    "people_of_months": "SELECT COALESCE(SUM(people), 0) FROM journal_headcount",
    "visitors": "SELECT COUNT(DISTINCT visitor_key) FROM journal_entry",
    "groups": "SELECT COUNT(*) FROM journal_groupcount",
}


def totals(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Return the sums as `connection` sees them."""
    found = {}
    with connection.cursor() as cursor:
        for name, statement in SUMS.items():
            cursor.execute(statement)
            found[name] = int(cursor.fetchone()[0])
    return found
