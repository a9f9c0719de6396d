"""What was signed and the log of signatures cannot be changed or deleted in the database; put up by the first migration.

A migration that alters one of these tables runs `take_down` first and `put_up` last (see `base/core/unchanging.py`).
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from oseredok.base.core import unchanging

TABLES = {
    "narrative_edition": "id = NEW.id OR report_id = NEW.report_id",
    "narrative_mark": "id = NEW.id",
}
ADVICE = "is signed: make a new report instead"


def put_up(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers; what stands already is made anew."""
    take_down(apps, schema_editor)
    vendor = schema_editor.connection.vendor
    for statement in unchanging.up(vendor, prefix="narrative", tables=TABLES, advice=ADVICE):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers, for a migration that alters the tables."""
    for statement in unchanging.down(schema_editor.connection.vendor, prefix="narrative", tables=TABLES):
        schema_editor.execute(statement, params=None)
