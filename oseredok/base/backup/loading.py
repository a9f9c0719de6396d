"""Filling an empty database from a copy: as old as the copy is, proved row by row, then brought to this version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from oseredok.base.backup import registry
from oseredok.base.backup.archive import FORMAT, Copy, Manifest
from oseredok.base.backup.make import totals
from oseredok.base.backup.problems import damaged, newer
from oseredok.base.backup.rows import Fingerprint, Table, lines, load, tables_of

Tell = Callable[[str, float], None]


def refuse_a_newer_copy(manifest: Manifest) -> None:
    """Raise `BackupError` for a copy whose tables this version does not know."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})
    if manifest.format > FORMAT or {(app, name) for app, name in manifest.migrations} - known:
        raise newer(manifest.version)


def fill(copy: Copy, tell: Tell) -> None:
    """Make the tables as they were, load and prove them, migrate on, make again what was left out.

    Raises:
        BackupError: a row, a count, a hash or a sum is not what the copy promised.
    """
    manifest = copy.manifest
    tables = _tables_as_they_were(manifest)
    with _triggers_lifted():
        _empty(tables)
        kept = {table.name: table for table in tables if table.name in manifest.tables}
        _refuse_other_columns(manifest, kept)
        done = 0
        for group in _in_order(list(kept.values())):
            try:
                with transaction.atomic():
                    for table in group:
                        tell(_("Завантажуємо записи"), 0.1 + 0.4 * done / len(kept))
                        _load(table, copy)
                        done += 1
            except (DatabaseError, ValueError, TypeError) as error:
                raise damaged(", ".join(table.name for table in group)) from error
    for number, table in enumerate(kept.values()):
        tell(_("Звіряємо записи"), 0.5 + 0.3 * number / len(kept))
        _prove(table, manifest)
    tell(_("Готуємо підсумки"), 0.8)
    _bring_up_to_date()
    refuse_other_totals(manifest)


def refuse_other_totals(manifest: Manifest) -> None:
    """Raise `BackupError` unless every room counts in the restored centre what it counted in the copied one."""
    if totals_differ := {
        name for name, found in totals(connection).items() if manifest.totals.get(name, found) != found
    }:
        raise damaged(_("підсумки: {rooms}").format(rooms=", ".join(sorted(totals_differ))))


def _tables_as_they_were(manifest: Manifest) -> list[Table]:
    """Migrate the empty database to the recorded state; return its tables."""
    executor = MigrationExecutor(connection)
    recorded = {(app, name) for app, name in manifest.migrations}
    graph = executor.loader.graph
    last = [
        node for node in sorted(recorded) if not any(child.key in recorded and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]  # fmt: skip
    state = executor.migrate(last)
    return tables_of(state.apps.get_models(include_auto_created=True), without=set())


@contextmanager
def _triggers_lifted() -> Iterator[None]:
    """The journal's guards refuse changes and count what is inserted; loading is neither. They go up again as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
            )
            tables = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
            down = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            up = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            down = [f"DROP TRIGGER {connection.ops.quote_name(name)}" for name, _sql in found]
            up = [sql for _name, sql in found]
        for statement in down:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in up:
            cursor.execute(statement)


@transaction.atomic
def _empty(tables: list[Table]) -> None:
    """Migrations have filled some tables; the copy has everything itself."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - a model's table


def _refuse_other_columns(manifest: Manifest, kept: dict[str, Table]) -> None:
    absent = set(manifest.tables) - set(kept)
    other = {name for name, table in kept.items() if table.columns != manifest.tables[name].columns}
    if absent or other:
        raise damaged(", ".join(sorted(absent | other)))


def _in_order(tables: list[Table]) -> Iterator[list[Table]]:
    """Yield tables after those that they refer to; what refers in a circle comes together, at the end."""
    left = {table.name: table for table in tables}
    while left:
        free = [table for table in left.values() if not table.points_at & set(left)]
        if not free:
            yield list(left.values())
            return
        for table in free:
            del left[table.name]
            yield [table]


def _load(table: Table, copy: Copy) -> None:
    entry = copy.manifest.tables[table.name]
    if load(table, copy.lines(f"tables/{table.name}.jsonl"), connection) != entry.rows:
        raise damaged(table.name)
    if entry.last_id:  # SQLite also remembers that nothing was ever given out, as a zero
        _never_give_again(table, entry.last_id)


def _never_give_again(table: Table, number: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [number, table.name])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        else:
            name = connection.ops.quote_name(table.name)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [name, table.model._meta.pk.column, number]
            )


def _prove(table: Table, manifest: Manifest) -> None:
    """Read the loaded table back: its rows must say what the copied ones said, to the sign."""
    seen = Fingerprint()
    for line in lines(table, connection):
        seen.add(line)
    entry = manifest.tables[table.name]
    if (seen.rows, str(seen)) != (entry.rows, entry.fingerprint):
        raise damaged(table.name)


def _bring_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    call_command("migrate", interactive=False, verbosity=0)
    for room in registry.rooms():
        if behind and room.after_upgrade:
            room.after_upgrade()
    for room in registry.rooms():
        if room.make_again:
            room.make_again()
