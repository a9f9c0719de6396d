"""Words that begin with given letters, found in the index on both databases; and words that have them inside.

Django's `startswith` is LIKE: on SQLite it reads every row, because LIKE there is ours (`sorting`). A range of code points is
the same question, and SQLite's index is in that order; PostgreSQL has an index for LIKE beside every unique text.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.sql.compiler import SQLCompiler

_AFTER_ALL = "\U0010ffff"


class _Begins(Func):
    arity = 2
    output_field = BooleanField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        begin = self.source_expressions[1].value  # type: ignore[attr-defined]
        return f"({column} >= %s AND {column} < %s)", (*params, begin, *params, begin + _AFTER_ALL)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        begin = self.source_expressions[1].value  # type: ignore[attr-defined]
        return f"{column}::text LIKE %s", (*params, connection.ops.prep_for_like_query(begin) + "%")


class _Has(Func):
    arity = 2
    output_field = BooleanField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        part = self.source_expressions[1].value  # type: ignore[attr-defined]
        return f"instr({column}, %s) > 0", (*params, part)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        # Faster than strpos, and the planner can tell that few will fit.
        column, params = compiler.compile(self.source_expressions[0])
        part = self.source_expressions[1].value  # type: ignore[attr-defined]
        return f"{column}::text LIKE %s", (*params, f"%{connection.ops.prep_for_like_query(part)}%")


def has(field: str, text: str) -> Q:
    """Return the condition that a column has `text` inside, letter for letter; every row is looked at."""
    return Q(_Has(F(field), Value(text, output_field=TextField())))


def begins(field: str, text: str) -> Q:
    """Return the condition that a column begins with `text`, letter for letter; `text` is not empty."""
    return Q(_Begins(F(field), Value(text, output_field=TextField())))
