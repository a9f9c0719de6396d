"""What the database itself promises about ratings and answers: they are only added to. Put up by the first migration."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from oseredok.base.core import unchanging

FROZEN = dict.fromkeys(
    ("feedback_rating", "feedback_outcomeanswer"), "key = NEW.key OR id = NEW.id OR reverses_id = NEW.reverses_id"
)
ADVICE = "is append-only: record a reversal instead"


def put_up(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers; what stands already is made anew."""
    take_down(apps, schema_editor)
    for statement in unchanging.up(schema_editor.connection.vendor, prefix="feedback", tables=FROZEN, advice=ADVICE):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers, for a migration that alters the tables."""
    for statement in unchanging.down(schema_editor.connection.vendor, prefix="feedback", tables=FROZEN):
        schema_editor.execute(statement, params=None)
