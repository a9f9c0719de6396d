"""The first day of a month by the database's own function: Django's `TruncMonth` calls Python for each row on SQLite."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Func

_SQLITE = "date({}, 'start of month')"
_POSTGRESQL = "date_trunc('month', ({})::timestamp)::date"


def first_of_month(vendor: str, column: str) -> str:
    """Return the SQL for the first day of the month that the column's day is in."""
    return (_POSTGRESQL if vendor == "postgresql" else _SQLITE).format(column)


class FirstOfMonth(Func):
    """The first day of the month of a `DateField`: `rows.annotate(month=FirstOfMonth("local_date"))`."""

    arity = 1
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template=_SQLITE.format("%(expressions)s"), **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template=_POSTGRESQL.format("%(expressions)s"), **extra)
