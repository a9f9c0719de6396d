"""What the database itself promises about the journal, whoever writes to it: triggers and the viewss of counts.

- Entries, group counts and closed periods cannot be changed, deleted or emptied; the database answers with a sentence.
- Every inserted entry joins the untallied tail.
- `journal_count` and `journal_monthcount` add the tail to the tallies.

Put up by migration 0002. SQLite rebuilds a table to alter it and loses its triggers on the way, so a migration that
alters one of these tables runs `take_down` first and `put_up` last (a test asks for the guards after all migrations).
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = ("journal_entry", "journal_groupcount", "journal_closedperiod")
ADVICE = "is append-only: record a reversal instead"

VIEWS = {
    "journal_count": """
CREATE VIEW journal_count AS
SELECT id, local_date, {first_of_tally} AS month, place_id, kind_id, channel, age_group, quantity, minutes, entries
FROM journal_tally
UNION ALL
SELECT -e.id, e.local_date, {first_of_entry}, e.place_id, e.kind_id, e.channel, e.age_group, e.quantity,
       COALESCE(e.minutes, 0), CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END
FROM journal_untallied u JOIN journal_entry e ON e.id = u.entry_id
""",
    "journal_monthcount": """
CREATE VIEW journal_monthcount AS
SELECT id, month, place_id, kind_id, channel, age_group, quantity, minutes, entries
FROM journal_monthtally
UNION ALL
SELECT -e.id, {first_of_entry}, e.place_id, e.kind_id, e.channel, e.age_group, e.quantity,
       COALESCE(e.minutes, 0), CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END
FROM journal_untallied u JOIN journal_entry e ON e.id = u.entry_id
""",
}


def first_of_month(vendor: str, column: str) -> str:
    """Return the SQL for the first day of the month that the column's day is in."""
    if vendor == "postgresql":
        return f"date_trunc('month', {column}::timestamp)::date"
    return f"date({column}, 'start of month')"


def put_up(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers and the views; what stands already is made anew."""
    take_down(apps, schema_editor)
    for statement in _up(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers and the views, for a migration that alters the tables."""
    for statement in _down(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _up(vendor: str) -> Iterator[str]:
    yield from _up_postgresql() if vendor == "postgresql" else _up_sqlite()
    for view in VIEWS.values():
        yield view.format(
            first_of_tally=first_of_month(vendor, "local_date"), first_of_entry=first_of_month(vendor, "e.local_date")
        )


def _down(vendor: str) -> Iterator[str]:
    for view in VIEWS:
        yield f"DROP VIEW IF EXISTS {view}"
    if vendor == "postgresql":
        for table in FROZEN:
            yield f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_never_empty ON {table}"
        yield "DROP TRIGGER IF EXISTS journal_entry_untallied ON journal_entry"
        yield "DROP FUNCTION IF EXISTS journal_refuse()"
        yield "DROP FUNCTION IF EXISTS journal_add_untallied()"
    else:
        for table in FROZEN:
            for event in ("update", "delete", "replace"):
                yield f"DROP TRIGGER IF EXISTS {table}_no_{event}"
        yield "DROP TRIGGER IF EXISTS journal_entry_untallied"


def _up_sqlite() -> Iterator[str]:
    for table in FROZEN:
        for event in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {ADVICE}'); END"
            )
    # INSERT OR REPLACE deletes the old row without asking the DELETE trigger.
    same = {
        "journal_entry": "key = NEW.key OR id = NEW.id OR reverses_id = NEW.reverses_id",
        "journal_groupcount": "key = NEW.key OR id = NEW.id",
        "journal_closedperiod": "id = NEW.id OR (place_id IS NEW.place_id AND starts_on = NEW.starts_on"
        " AND ends_on = NEW.ends_on)",
    }
    for table, condition in same.items():
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - constants of this module
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} {ADVICE}'); END"
        )
    yield (
        "CREATE TRIGGER journal_entry_untallied AFTER INSERT ON journal_entry "
        "BEGIN INSERT INTO journal_untallied (entry_id) VALUES (NEW.id); END"
    )


def _up_postgresql() -> Iterator[str]:
    yield f"""
        CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% {ADVICE}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$"""
    yield """
        CREATE FUNCTION journal_add_untallied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO journal_untallied (entry_id) SELECT id FROM added;
            RETURN NULL;
        END $$"""
    for table in FROZEN:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_never_empty BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        )
    yield (
        "CREATE TRIGGER journal_entry_untallied AFTER INSERT ON journal_entry "
        "REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_add_untallied()"
    )
