"""What can be told about the database itself: its changes, its size, why it refuses."""

from __future__ import annotations

import re
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _


def unknown_change() -> str:
    """Return the last change that a newer version made and this one does not know; empty when there is none."""
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    known = MigrationLoader(None, ignore_no_migrations=True)
    unknown = sorted(set(MigrationRecorder(connection).applied_migrations()) - set(known.disk_migrations or {}))
    return ".".join(unknown[-1]) if unknown else ""


def waiting_changes() -> int:
    """Return how many changes the database still lacks."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def sqlite_file() -> Path | None:
    """Return the file of an SQLite database."""
    return Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None


def title() -> str:
    """Return `SQLite 3.45.1` or `PostgreSQL 16.4`."""
    if connection.vendor == "sqlite":
        query, name = "SELECT sqlite_version()", "SQLite"
    else:
        query, name = "SHOW server_version", "PostgreSQL"
    with connection.cursor() as cursor:
        cursor.execute(query)
        (version,) = cursor.fetchone()
    return f"{name} {str(version).split()[0]}"


def size() -> int:
    """Return how many bytes the database takes, what is not yet merged into its file included."""
    file = sqlite_file()
    if file is not None:
        parts = (file, file.with_name(file.name + "-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (amount,) = cursor.fetchone()
    return int(amount)


def newer_database(change: str) -> str:
    """Return the refusal of a database that a newer version has changed."""
    return _(
        "Базу даних змінила новіша версія Осередку або пробна, з-перед першого випуску (невідома зміна {change}): оновіть "
        "програму або вкажіть іншу теку даних: --data ТЕКА."
    ).format(change=change)


def explain(error: Exception) -> str:
    """Return one sentence about an error of the database, with its cure."""
    text = str(error)
    line = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    if re.search(r"disk is full|no space left", text, re.IGNORECASE):
        return _("На диску немає місця: звільніть хоча б 1 ГБ і запустіть ще раз.")
    if "not a database" in text or "malformed" in text:
        return _("Файл бази даних пошкоджено: поверніть його з резервної копії або вкажіть іншу теку: --data ТЕКА.")
    if "locked" in text:
        return _("База даних зайнята іншою програмою: закрийте другий запуск і спробуйте ще раз.")
    if "readonly" in text or "unable to open" in text:
        return _("До файла бази даних немає доступу: дозвольте запис у теку даних або вкажіть іншу: --data ТЕКА.")
    if re.search(r"connection|authentication|does not exist|could not translate", text, re.IGNORECASE):
        return _(
            "База даних не відповідає: перевірте DATABASE_URL і те, що сервер PostgreSQL запущено ({line})."
        ).format(line=line)
    return _("База даних відмовила: {line}.").format(line=line)
