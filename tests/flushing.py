"""Making the test database as migrated again after transactional (and live server) tests.

Django empties every table and loads nothing of what migrations had loaded. The append-only tables refuse the first, as they
should: nothing in the product can lift their triggers. So the suite, and only it, brings back what the migrations left:
on SQLite the file itself; on PostgreSQL the rows, in a transaction of a superuser for which no trigger fires.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from django.db import connection, transaction
from django.test import TransactionTestCase


def come_back_to_the_migrated() -> None:
    """Let every transactional test leave the database as it is now: freshly migrated. Called once a run."""
    bring_back = _file() if connection.vendor == "sqlite" else _rows()

    def restore(_test: TransactionTestCase) -> None:
        bring_back()

    TransactionTestCase._fixture_teardown = restore  # type: ignore[method-assign]


def _file() -> Callable[[], None]:
    migrated = sqlite3.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(migrated)

    def bring_back() -> None:
        connection.ensure_connection()
        # Pages, sequences and triggers alike; other connections to the file see it at their next statement.
        migrated.backup(connection.connection)

    return bring_back


def _rows() -> Callable[[], None]:
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute("CREATE SCHEMA migrated")
        for table in tables:
            cursor.execute(f"CREATE TABLE migrated.{table} AS TABLE public.{table}")
        filled = [table for table in tables if _has_rows(table)]
    empty_all = "; ".join(f"DELETE FROM public.{table}" for table in tables)  # noqa: S608 - names of tables
    fill = "; ".join(f"INSERT INTO public.{table} SELECT * FROM migrated.{table}" for table in filled)  # noqa: S608

    def bring_back() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"{empty_all}; {fill}")

    return bring_back


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM public.{table})")  # noqa: S608
        return bool(cursor.fetchone()[0])
