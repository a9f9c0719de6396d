"""Where a restored database is made before it takes its place: another file for SQLite, another schema for PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from oseredok.base.backup.problems import BackupError
from oseredok.base.backup.switch import Move

SCHEMA = "oseredok_restoring"
ALIVE_SECONDS = 30.0


def is_postgresql() -> bool:
    return bool(connection.vendor == "postgresql")


def database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def is_empty() -> bool:
    """Whether there is nothing to lose: nobody can sign in and no file is kept."""
    root = Path(settings.MEDIA_ROOT)
    if any(path.is_file() for path in root.rglob("*")) if root.exists() else False:
        return False
    if not is_postgresql() and not database_file().exists():
        return True
    table = get_user_model()._meta.db_table
    try:
        with connection.cursor() as cursor:
            if table not in connection.introspection.table_names(cursor):
                return True
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - a model's table
            return cursor.fetchone() is None
    except DatabaseError:
        return False  # broken, but somebody's


def refuse_a_running_centre() -> None:
    """Raise `BackupError` while somebody works in the centre: what they write meanwhile would be lost."""
    if _worker_lives() or _is_used():
        raise BackupError(
            _("Осередок зараз працює. Зупиніть його (Ctrl-C у вікні, де його запущено) і спробуйте ще раз."),
            code="running",
        )


def _worker_lives() -> bool:
    heartbeat = Path(settings.DATA) / "worker.heartbeat"
    try:
        if time.time() - heartbeat.stat().st_mtime > ALIVE_SECONDS:
            return False
        process = int(heartbeat.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return False
    if os.name == "nt":  # asking there would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_used() -> bool:
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            return bool(cursor.fetchone()[0])
    if not database_file().exists():
        return False
    connection.close()
    own = sqlite3.connect(database_file(), timeout=2, isolation_level=None)
    try:
        # Everybody who has the file open holds a shared lock of it.
        own.execute("PRAGMA locking_mode = EXCLUSIVE")
        own.execute("BEGIN EXCLUSIVE")
        own.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False  # broken: nobody works with it
    finally:
        own.close()
    return False


@contextmanager
def database_aside() -> Iterator[None]:
    """Inside, the default connection leads to a new, empty database beside the present one."""
    connection.close()
    before = dict(connection.settings_dict)
    if is_postgresql():
        drop_leftovers()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.close()
        connection.settings_dict["OPTIONS"] = {**before["OPTIONS"], "options": f"-c search_path={SCHEMA}"}
    else:
        drop_leftovers()
        connection.settings_dict["NAME"] = str(new_file())
    try:
        yield
        if not is_postgresql():
            _settle_sqlite()
    finally:
        connection.close()
        connection.settings_dict.update(before)


def new_file() -> Path:
    present = database_file()
    return present if present.suffix == ".restoring" else present.with_name(present.name + ".restoring")


def drop_leftovers() -> None:
    """Remove what an interrupted or refused restore has made."""
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        return
    for ending in ("", "-wal", "-shm"):
        Path(f"{new_file()}{ending}").unlink(missing_ok=True)


def _settle_sqlite() -> None:
    """Everything into the one file, and the file onto the disk."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA quick_check")
        if cursor.fetchone()[0] != "ok":
            raise BackupError(_("Нова база даних не пройшла перевірки. Перевірте диск."), code="disk")
    connection.close()
    with database_file().open("rb+") as file:
        os.fsync(file.fileno())


def moves(*, stamp: str, new_files: Path, new_secret: Path) -> list[Move]:
    """Return what takes whose place; everything stays on its own disk."""
    pairs: list[tuple[Path | None, Path]] = []
    if not is_postgresql():
        present = database_file()
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        pairs += [(None, Path(f"{present}{ending}")) for ending in ("-wal", "-shm")]
        pairs.append((new_file(), present))
    pairs.append((new_files, Path(settings.MEDIA_ROOT)))
    pairs.append((new_secret, Path(settings.SECRET_KEY_FILE)))
    return [
        Move(str(new or ""), str(present), str(present.parent / f"before-restore-{stamp}" / present.name))
        for new, present in pairs
    ]


def swap_schemas(*, keep_as: str) -> None:
    """PostgreSQL: the new schema takes the name of the present one, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        present = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"ALTER SCHEMA {present} RENAME TO {connection.ops.quote_name(keep_as)}")
        cursor.execute(f"ALTER SCHEMA {SCHEMA} RENAME TO {present}")


def has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_namespace WHERE nspname = %s", [name])
        return bool(cursor.fetchone()[0])
