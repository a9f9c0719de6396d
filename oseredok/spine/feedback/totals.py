"""The sums by which restored ratings are compared with those that were copied."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

SUMS = {
    "ratings": "SELECT COUNT(*) FROM feedback_rating",
    "people": "SELECT COALESCE(SUM(quantity), 0) FROM feedback_rating",
    "points": "SELECT COALESCE(SUM(quantity * score), 0) FROM feedback_rating",
    "outcomes": "SELECT COALESCE(SUM(quantity), 0) FROM feedback_outcomeanswer",
    "comments": "SELECT COUNT(*) FROM feedback_comment",
}


def totals(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Return the sums as `connection` sees them."""
    found = {}
    with connection.cursor() as cursor:
        for name, statement in SUMS.items():
            cursor.execute(statement)
            found[name] = int(cursor.fetchone()[0])
    return found
