"""Two people never hold one seat: what the database itself promises, whoever writes to it.

PostgreSQL keeps an exclusion constraint; SQLite, which has none, the same by triggers, and is safe because it has one
writer at a time. A broken promise comes back as IntegrityError on both. Holds in states that keep no seat, and holds of
no length, are in nobody's way.

SQLite rebuilds a table to alter it and loses its triggers on the way: a migration that alters `seats_hold` runs
`take_down` first and `put_up` last (a test asks for the guards after all migrations).
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "seats_hold"
NAME = "one_hold_of_a_seat_at_a_time"
HOLDING = "('offered', 'booked', 'seated', 'ended')"  # `models.HOLDING`; a test compares


def put_up(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the constraint or the triggers; what stands already is made anew."""
    take_down(apps, schema_editor)
    for statement in _up(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them, for a migration that alters the table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}", params=None)
        return
    for event in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{event}", params=None)


def _up(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        # A range of one number stands for «the same seat»: plain gist knows ranges, numbers would need an extension.
        yield (
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist "
            f"(int8range(seat_id, seat_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) "
            f"WHERE (state IN {HOLDING})"
        )
        return
    for event, others in (("INSERT", ""), ("UPDATE OF seat_id, starts_at, ends_at, state", "AND id <> NEW.id ")):
        yield (
            f"CREATE TRIGGER {NAME}_{event.split()[0].lower()} BEFORE {event} ON {TABLE} "  # noqa: S608 - our constants
            f"WHEN NEW.state IN {HOLDING} AND NEW.starts_at < NEW.ends_at AND EXISTS ("
            f"SELECT 1 FROM {TABLE} WHERE seat_id = NEW.seat_id {others}AND state IN {HOLDING} "
            f"AND starts_at < ends_at AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at) "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE}: {NAME}'); END"
        )
