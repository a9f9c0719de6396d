"""Making a copy: one snapshot of the database, then the files, into a `.part` that gets its name when it is on the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from oseredok import __version__
from oseredok.base.backup import archive, registry, sealing
from oseredok.base.backup.archive import Manifest, SteadyFile, TableEntry, Writer
from oseredok.base.backup.problems import BackupError, no_space, of_the_system
from oseredok.base.backup.rows import Fingerprint, Table, lines, tables_of
from oseredok.base.backup.snapshot import snapshot

SPARE = 100 * 1024 * 1024
NOTE = """Резервна копія Осередку, зроблена {at} UTC, версія {version}.

Відновити:  oseredok restore ЦЕЙ-ФАЙЛ
Перевірити: oseredok backup --check ЦЕЙ-ФАЙЛ

Усередині звичайні файли: таблиці рядками JSON (tables), файли бібліотеки (files), секретний ключ (secret-key),
опис із контрольними сумами (manifest.json). {sealed}
"""
NOTE_SEALED = """
Копія зашифрована у форматі age (age-encryption.org). Без Осередку її відкривають так:
    age --decrypt --output key.txt key.age                        (тут питають пароль)
    age --decrypt --identity key.txt --output backup.zip backup.zip.age"""
NOTE_PLAIN = "Копія не зашифрована: хто знайде цей файл, прочитає дані людей."

Tell = Callable[[str, float], None]
"""Hears what is being done and how much of the whole is behind, from 0 to 1."""


@dataclass(frozen=True)
class Made:
    """A finished copy."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


def make_copy(*, path: Path, password: str = "", now: datetime, tell: Tell = lambda doing, part: None) -> Made:
    """Write a copy of the running centre into `path`, then read it back and compare.

    Raises:
        BackupError: the disk is full or not writable, the database is not of this version, the password is too short.
    """
    if password:
        sealing.check_password(password)
    _refuse_another_version()
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)  # what an interrupted copy has left
        refuse_a_full_disk(path.parent)
        manifest, inner = _write(part, password, now, tell)
        with ThreadPoolExecutor(1, "hashing") as beside:  # of the whole file, while its parts are compared: read once
            hashed = beside.submit(file_hash, part)
            _check(part, password, inner, tell)
            sha256 = hashed.result()
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise of_the_system(error) from error
    finally:
        part.unlink(missing_ok=True)
    return Made(path, path.stat().st_size, sha256, manifest)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, read block by block."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of_the_centre() -> list[tuple[str, Path, int]]:
    """Return the centre's files: name inside the copy, path, size. Links are not followed."""
    root = Path(settings.MEDIA_ROOT)
    found = []
    for folder, _folders, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                found.append((f"files/{path.relative_to(root).as_posix()}", path, path.stat().st_size))
    return sorted(found)


def expected_size() -> int:
    """Return how large a copy may become, in bytes."""
    return sum(size for _name, _path, size in files_of_the_centre()) + _database_size()


def _write(part: Path, password: str, now: datetime, tell: Tell) -> tuple[Manifest, str]:
    """Return the manifest and, when encrypted, the hash of the stream that was."""
    steady = SteadyFile(part)
    part.chmod(0o600)
    note = NOTE.format(at=f"{now.astimezone(UTC):%Y-%m-%d %H:%M}", version=__version__, sealed="{sealed}")
    try:
        if password:
            recipient, key = sealing.new_key(password)
            with zipfile.ZipFile(steady, "w", allowZip64=True) as outer:
                outer.writestr(archive.MARK, note.format(sealed=NOTE_SEALED))
                outer.writestr(archive.KEY, key)
                with (
                    outer.open(zipfile.ZipInfo(archive.SEALED), "w", force_zip64=True) as target,
                    sealing.sealed(target, recipient) as stream,
                ):
                    hashed = _Hashed(stream)
                    with Writer(hashed) as writer:
                        manifest = _fill(writer, note.format(sealed=NOTE_SEALED), now, tell)
            inner = hashed.hexdigest
        else:
            with Writer(steady) as writer:
                manifest, inner = _fill(writer, note.format(sealed=NOTE_PLAIN), now, tell), ""
        steady.sync()
    finally:
        steady.close()
    return manifest, inner


def _fill(writer: Writer, note: str, now: datetime, tell: Tell) -> Manifest:
    writer.bytes(archive.MARK, note.encode())
    with snapshot() as view:
        manifest = Manifest(
            format=archive.FORMAT,
            version=__version__,
            vendor=view.vendor,
            made_at=now.astimezone(UTC).isoformat(),
            demo=bool(settings.DEMO),
            migrations=sorted([app, name] for app, name in MigrationRecorder(view).applied_migrations()),
        )
        tables = tables_of(apps.get_models(include_auto_created=True), without=registry.left_out())
        for number, table in enumerate(tables):
            tell(_("Копіюємо записи"), 0.4 * number / len(tables))
            manifest.tables[table.name] = _copy_table(writer, table, view)
        manifest.totals = totals(view)
        # Listed after the snapshot was taken: every file that it speaks of is in the list.
        files = files_of_the_centre()
    writer.bytes(archive.SECRET, settings.SECRET_KEY.encode())
    _copy_files(writer, files, manifest, tell)
    writer.close(manifest)
    return manifest


def _copy_table(writer: Writer, table: Table, view: BaseDatabaseWrapper) -> TableEntry:
    seen = Fingerprint()

    def counted() -> Iterator[bytes]:
        for line in lines(table, view):
            seen.add(line)
            yield line

    writer.lines(f"tables/{table.name}.jsonl", counted())
    return TableEntry(seen.rows, table.columns, str(seen), last_id(table, view))


def _copy_files(writer: Writer, files: list[tuple[str, Path, int]], manifest: Manifest, tell: Tell) -> None:
    whole, done = max(1, sum(size for _name, _path, size in files)), 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        tell(_("Копіюємо файли"), 0.4 + 0.3 * min(1.0, done / whole))

    for name, path, _size in files:
        try:
            writer.file(name, path, count)
        except FileNotFoundError:
            manifest.vanished.append(name)


def totals(view: BaseDatabaseWrapper) -> dict[str, dict[str, int]]:
    """Return what every room counts, to be compared after a restore."""
    return {room.name: dict(room.totals(view)) for room in registry.rooms() if room.totals}


def last_id(table: Table, view: BaseDatabaseWrapper) -> int | None:
    """Return the highest number that the table has ever given out: the number of an erased person is not given again."""
    pk = table.model._meta.pk
    if not pk.get_internal_type().endswith("AutoField") or pk not in table.fields:
        return None
    with view.cursor() as cursor:
        if view.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            quote = view.ops.quote_name
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table.name), pk.column])
            sequence = cursor.fetchone()[0]
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 - the database's own name
        found = cursor.fetchone()
    return int(found[0]) if found else None


def _check(part: Path, password: str, inner: str, tell: Tell) -> None:
    """Read back what was written: from the disk, not from the memory of writing it."""
    tell(_("Перевіряємо копію"), 0.7)
    if not password:
        whole, done = max(1, part.stat().st_size), 0

        def count(size: int) -> None:
            nonlocal done
            done += size
            tell(_("Перевіряємо копію"), 0.7 + 0.3 * min(1.0, done / whole))

        with archive.open_copy(part, room=part.parent) as copy:
            copy.verify(count)
        return
    seen = _Hashed(None)
    with zipfile.ZipFile(part) as outer, outer.open(archive.SEALED) as source:
        sealing.unseal(outer.read(archive.KEY), source, seen, password)
    if seen.hexdigest != inner:
        raise BackupError(_("Записане на диск не збігається з тим, що писали. Перевірте диск."), code="damaged")


class _Hashed:
    """A stream that cannot be wound back, and the hash of what went through it."""

    def __init__(self, target: IO[bytes] | None) -> None:
        self._target, self._hash = target, hashlib.sha256()

    def write(self, block: Any) -> int:
        self._hash.update(block)
        return self._target.write(block) if self._target else len(block)

    def flush(self) -> None:
        if self._target:
            self._target.flush()

    @property
    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def _refuse_another_version() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError(
            _("База даних старіша за програму. Перезапустіть Осередок: під час запуску він її оновить."),
            code="not-migrated",
        )


def refuse_a_full_disk(folder: Path) -> None:
    """Raise `BackupError` (`no-space`) unless everything that the centre has would fit into `folder`."""
    needed, free = expected_size() + SPARE, shutil.disk_usage(folder).free
    if needed > free:
        raise no_space(needed=needed, free=free, where=folder)


def _database_size() -> int:
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return path.stat().st_size if path.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def sync_folder(folder: Path) -> None:
    """The new name itself must survive a power cut. Windows knows no such thing and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
