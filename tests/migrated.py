"""The migrated SQLite database of an earlier run, taken again while nothing that makes it has changed.

Migrating from nothing takes some ten seconds on a weak computer, before the first test. What makes the database: the
migrations, whatever of ours they import, the data that they load, the packages and this Python's SQLite. A clone begins without one.
"""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "migrated"


def take(where: Path) -> None:
    """Put the kept database at `where`; nothing happens when there is none for these migrations."""
    if (kept := _kept()).exists():
        shutil.copyfile(kept, where)


def keep(connection: sqlite3.Connection) -> None:
    """Keep a freshly migrated database for the next run, in place of those of older migrations."""
    kept = _kept()
    if kept.exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    new = KEPT / f"{kept.stem}.{os.getpid()}"
    copy = sqlite3.connect(new)
    connection.backup(copy)
    copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
    copy.close()
    new.replace(kept)  # another worker may have been first: the two are the same
    for old in KEPT.glob("*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)


def _kept() -> Path:
    digest = sha256(sqlite3.sqlite_version.encode())
    for file in sorted([*_code(), *ROOT.glob("oseredok/**/data/**/*.json"), ROOT / "requirements" / "app.txt"]):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return KEPT / f"{digest.hexdigest()[:24]}.sqlite3"


def _code() -> set[Path]:
    found: set[Path] = set()
    waiting = [ROOT / "oseredok" / "settings.py", *ROOT.glob("oseredok/**/migrations/*.py")]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += [module for name in _imported(file) if (module := _file_of(name)) is not None]
    return found


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file_of(name: str) -> Path | None:
    if not name.startswith("oseredok."):
        return None
    path = ROOT.joinpath(*name.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)
