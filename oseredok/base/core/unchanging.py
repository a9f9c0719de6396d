"""Tables whose rows are written once: the database itself refuses to change, delete or empty them, whoever asks.

    TABLES = {"frozen_row": "id = NEW.id"}     # table → what would make INSERT OR REPLACE delete an old row
    for statement in unchanging.up("sqlite", prefix="frozen", tables=TABLES, advice="is frozen"): ...

SQLite rebuilds a table to alter it and loses its triggers on the way: a migration that alters one of the tables runs
`down` first and `up` last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def up(vendor: str, *, prefix: str, tables: Mapping[str, str], advice: str) -> Iterator[str]:
    """Yield the statements that put the triggers up. `advice` ends the sentence that the database answers with."""
    yield from _up_postgresql(prefix, tables, advice) if vendor == "postgresql" else _up_sqlite(tables, advice)


def down(vendor: str, *, prefix: str, tables: Mapping[str, str]) -> Iterator[str]:
    """Yield the statements that take the triggers down; those that are not there are no error."""
    for table in tables:
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_never_empty ON {table}"
        else:
            for event in ("update", "delete", "replace"):
                yield f"DROP TRIGGER IF EXISTS {table}_no_{event}"
    if vendor == "postgresql":
        yield f"DROP FUNCTION IF EXISTS {prefix}_refuse()"


def _up_sqlite(tables: Mapping[str, str], advice: str) -> Iterator[str]:
    for table, same in tables.items():
        for event in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {advice}'); END"
            )
        # INSERT OR REPLACE deletes the old row without asking the DELETE trigger.
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - constants of our own code
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} {advice}'); END"
        )


def _up_postgresql(prefix: str, tables: Mapping[str, str], advice: str) -> Iterator[str]:
    yield f"""
        CREATE FUNCTION {prefix}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% {advice}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$"""
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {prefix}_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_never_empty BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {prefix}_refuse()"
        )
