"""What the database itself promises about the journal, whoever writes to it: triggers and the views of counts.

- Entries, group counts and closed periods cannot be changed, deleted or emptied; the database answers with a sentence.
- Every inserted entry joins the untallied tail.
- The views of counts (`journal_count` and the like) add the tail to the tallies.

Put up by the first migration. SQLite rebuilds a table to alter it and loses its triggers on the way, so a migration that
alters one of these tables runs `take_down` first and `put_up` last (a test asks for the guards after all migrations).
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from oseredok.base.core import unchanging
from oseredok.base.core.months import first_of_month
from oseredok.spine.journal.heads import changes

FROZEN = {
    "journal_entry": "key = NEW.key OR id = NEW.id OR reverses_id = NEW.reverses_id",
    "journal_groupcount": "key = NEW.key OR id = NEW.id",
    "journal_closedperiod": "id = NEW.id OR (place_id IS NEW.place_id AND starts_on = NEW.starts_on"
    " AND ends_on = NEW.ends_on)",
}
ADVICE = "is append-only: record a reversal instead"

# Attribute → its value in a fine cell or an entry `e`, for tallies of one attribute at a time.
SLICES = {
    "": "''",
    "channel": "e.channel",
    "age_group": "e.age_group",
    "theme": "COALESCE(CAST(e.theme_id AS VARCHAR(20)), '')",
    "outcome": "e.outcome",
    "language": "e.language",
    "social_status": "e.social_status",
}
_NAMES = " UNION ALL ".join(f"SELECT '{name}' AS attribute" for name in SLICES)
_VALUES = " ".join(f"WHEN '{name}' THEN {value}" for name, value in SLICES.items())
SLICED = f"CROSS JOIN ({_NAMES}) AS s"  # after `e`: each of its rows once for each attribute
VALUE = f"CASE s.attribute {_VALUES} END"
_TAIL = "journal_untallied u JOIN journal_entry e ON e.id = u.entry_id"
_STANDING = "CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END"

# Each is a tally and the tail in one statement.
VIEWS = {
    "journal_count": """
SELECT id, local_date, {month_of_tally} AS month, place_id, kind_id, channel, age_group, quantity, minutes, entries
FROM journal_tally
UNION ALL
SELECT -e.id, e.local_date, {month}, e.place_id, e.kind_id, e.channel, e.age_group, e.quantity,
       COALESCE(e.minutes, 0), {standing}
FROM {tail}
""",
    "journal_monthcount": """
SELECT id, month, place_id, kind_id, channel, age_group, quantity, minutes, entries
FROM journal_monthtally
UNION ALL
SELECT -e.id, {month}, e.place_id, e.kind_id, e.channel, e.age_group, e.quantity, COALESCE(e.minutes, 0), {standing}
FROM {tail}
""",
    "journal_finecount": """
SELECT id, month, place_id, kind_id, channel, age_group, theme_id, outcome, language, social_status, quantity, minutes,
       entries
FROM journal_finetally
UNION ALL
SELECT -e.id, {month}, e.place_id, e.kind_id, e.channel, e.age_group, e.theme_id, e.outcome, e.language, e.social_status,
       e.quantity, COALESCE(e.minutes, 0), {standing}
FROM {tail}
""",
    "journal_slicecount": """
SELECT id, month, place_id, kind_id, attribute, value, quantity, minutes, entries
FROM journal_slicetally
UNION ALL
SELECT -e.id, {month}, e.place_id, e.kind_id, s.attribute, {value}, e.quantity, COALESCE(e.minutes, 0), {standing}
FROM {tail} {sliced}
""",
    "journal_visitorcount": """
SELECT id, month, place_id, kind_id, visitor_key, quantity
FROM journal_visitortally
UNION ALL
SELECT -e.id, {month}, e.place_id, e.kind_id, e.visitor_key, e.quantity
FROM {tail} WHERE e.visitor_key <> ''
""",
    "journal_headcount": """
SELECT month, place_id, kinds, people
FROM journal_headtally
UNION ALL
{changes}
""",
}


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
    yield from unchanging.up(vendor, prefix="journal", tables=FROZEN, advice=ADVICE)
    yield from _counting_postgresql() if vendor == "postgresql" else _counting_sqlite()
    for name, view in VIEWS.items():
        yield f"CREATE VIEW {name} AS " + view.format(
            month=first_of_month(vendor, "e.local_date"),
            month_of_tally=first_of_month(vendor, "local_date"),
            changes=changes(vendor, f"{_TAIL} WHERE TRUE"),
            value=VALUE,
            sliced=SLICED,
            standing=_STANDING,
            tail=_TAIL,
        )


def _down(vendor: str) -> Iterator[str]:
    for view in VIEWS:
        yield f"DROP VIEW IF EXISTS {view}"
    yield from unchanging.down(vendor, prefix="journal", tables=FROZEN)
    if vendor == "postgresql":
        yield "DROP TRIGGER IF EXISTS journal_entry_untallied ON journal_entry"
        yield "DROP FUNCTION IF EXISTS journal_add_untallied()"
    else:
        yield "DROP TRIGGER IF EXISTS journal_entry_untallied"


def _counting_sqlite() -> Iterator[str]:
    yield (
        "CREATE TRIGGER journal_entry_untallied AFTER INSERT ON journal_entry "
        "BEGIN INSERT INTO journal_untallied (entry_id) VALUES (NEW.id); END"
    )


def _counting_postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION journal_add_untallied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO journal_untallied (entry_id) SELECT id FROM added;
            RETURN NULL;
        END $$"""
    yield (
        "CREATE TRIGGER journal_entry_untallied AFTER INSERT ON journal_entry "
        "REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_add_untallied()"
    )
