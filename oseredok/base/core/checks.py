"""Start-up checks of what the code silently relies on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections


def ukrainian_case(databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A PostgreSQL database made with LC_CTYPE=C cannot fold Cyrillic: search by name would miss people."""
    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT upper('ґєії') = 'ҐЄІЇ'")
            (right,) = cursor.fetchone()
        if not right:
            found.append(
                checks.Error(
                    f"Database {alias!r} does not know Cyrillic letters' case (LC_CTYPE=C).",
                    hint="Create it with: createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0",
                    id="core.E001",
                )
            )
    return found


def register() -> None:
    """Run with `check --database` and before every `migrate`."""
    checks.register(ukrainian_case, checks.Tags.database)
