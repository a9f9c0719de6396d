"""Emptying the test database between transactional tests, although the journal cannot be emptied.

After a transactional (or live server) test Django deletes the rows of every table. The journal's triggers refuse that,
as they should: nothing in the product can lift them. So the suite, and only it, lifts the triggers for the length of
the flush's own transaction and puts the very same ones back. What migrations had loaded is loaded again: every
transactional test starts with a freshly migrated database.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

LOADING = (
    "oseredok.library.offer.migrations.0002_catalogue",
    "oseredok.library.places.migrations.0002_public_holidays",
    "oseredok.library.privacy.migrations.0002_consent_texts",
    "oseredok.library.privacy.migrations.0003_activities",
)
FROZEN = ("journal_entry", "journal_groupcount", "journal_closedperiod")


def let_flush_empty_the_journal() -> None:
    """Wrap the flush of every connection: a test with a browser flushes through another one. Called once a run."""
    operations: Any = type(connections["default"].ops)
    plain = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        lift, put_back = _triggers(self.connection)
        return [*lift, *plain(self, style, tables, **options), *put_back]

    operations.sql_flush = sql_flush
    post_migrate.connect(_load_again, sender=apps.get_app_config("offer"), dispatch_uid="tests.flushing")


def _load_again(**_: Any) -> None:
    for migration in LOADING:
        import_module(migration).load(apps, None)


def _triggers(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        return (
            [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in FROZEN],
            [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in FROZEN],
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
