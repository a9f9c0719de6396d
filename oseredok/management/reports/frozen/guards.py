"""Frozen numbers cannot be changed, deleted or emptied in the database; put up by the first migration.

A migration that alters one of these tables runs `take_down` first and `put_up` last (see `base/core/unchanging.py`).
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from oseredok.base.core import unchanging

TABLES = {
    "frozen_snapshot": "id = NEW.id OR public_id = NEW.public_id",
    "frozen_snapshotplace": "id = NEW.id",
    "frozen_line": "id = NEW.id OR (snapshot_id = NEW.snapshot_id AND code = NEW.code)",
    "frozen_cell": "id = NEW.id",
}
ADVICE = "is frozen: freeze the numbers anew instead"


def put_up(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers; what stands already is made anew."""
    take_down(apps, schema_editor)
    vendor = schema_editor.connection.vendor
    for statement in unchanging.up(vendor, prefix="frozen", tables=TABLES, advice=ADVICE):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers, for a migration that alters the tables."""
    for statement in unchanging.down(schema_editor.connection.vendor, prefix="frozen", tables=TABLES):
        schema_editor.execute(statement, params=None)
