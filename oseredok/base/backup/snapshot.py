"""A view of the whole database at one moment, read while others write.

SQLite: a read transaction of the WAL, which no writer waits for. PostgreSQL: REPEATABLE READ, READ ONLY.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Yield a connection of its own that sees the database as it is now, whatever is written meanwhile."""
    own: BaseDatabaseWrapper = connection.copy()
    sqlite = own.vendor == "sqlite"
    if sqlite:
        # The application's own transactions take the write lock at once; this one never does.
        own.settings_dict["OPTIONS"] = {**own.settings_dict["OPTIONS"], "transaction_mode": "DEFERRED"}
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN" if sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT COUNT(*) FROM django_migrations")  # the first read fixes the moment
            cursor.fetchone()
        yield own
    finally:
        own.close()
