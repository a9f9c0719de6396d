"""What restores have replaced: kept beside the centre for a time, then removed. It holds readers' data like any copy."""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from oseredok.base.backup import aside, choices, switch
from oseredok.base.preferences import queries as preferences

log = logging.getLogger("oseredok.backup")
_FOLDER = re.compile(r"before-restore-(\d{8})-(\d{6})")
_SCHEMA = re.compile(r"before_restore_(\d{8})_(\d{6})")


@dataclass(frozen=True)
class Former:
    """A folder, or a schema of PostgreSQL; `goes_at` is when the system removes it by itself."""

    words: str
    kept_since: datetime
    goes_at: datetime
    folder: Path | None = None
    schema: str = ""


def all_kept() -> list[Former]:
    """Return everything that restores have replaced and that is still there, the oldest first."""
    found = [
        _former(moment, words=str(path), folder=path)
        for root in _roots()
        for path in root.glob("before-restore-*")
        if path.is_dir() and not path.is_symlink() and (moment := _moment(_FOLDER, path.name))
    ]
    found += [
        _former(moment, words=f"PostgreSQL: {name}", schema=name)
        for name in _schemas()
        if (moment := _moment(_SCHEMA, name))
    ]
    return sorted(found, key=lambda one: (one.kept_since, one.words))


def forget_old(*, now: datetime) -> int:
    """Remove what has been kept for its time; return how many. Nothing is touched while a restore is not finished."""
    if switch.waits_for(Path(settings.DATA)) is not None:
        return 0
    gone = 0
    for one in all_kept():
        if one.goes_at > now:
            continue
        try:
            _remove(one)
        except OSError as error:
            log.warning("Те, що замінило відновлення, не прибрано (%s): %s", one.words, error.strerror)
        else:
            gone += 1
    return gone


def _former(moment: datetime, *, words: str, folder: Path | None = None, schema: str = "") -> Former:
    goes_at = moment + timedelta(days=preferences.value(choices.KEEP_FORMER))
    return Former(words=words, kept_since=moment, goes_at=goes_at, folder=folder, schema=schema)


def _remove(one: Former) -> None:
    if one.folder is not None:
        shutil.rmtree(one.folder)
    elif one.schema:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(one.schema)} CASCADE")


def _roots() -> set[Path]:
    """Return where a restore may have put things aside: everything stays on its own disk (`aside.moves`)."""
    roots = {Path(settings.DATA), Path(settings.MEDIA_ROOT).parent, Path(settings.SECRET_KEY_FILE).parent}
    return roots if aside.is_postgresql() else roots | {aside.database_file().parent}


def _schemas() -> list[str]:
    if not aside.is_postgresql():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        return [name for (name,) in cursor.fetchall()]


def _moment(pattern: re.Pattern[str], name: str) -> datetime | None:
    found = pattern.fullmatch(name)
    if not found:
        return None
    try:
        return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
