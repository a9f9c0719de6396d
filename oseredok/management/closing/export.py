"""Everything that a library leaves behind, in one zip of open formats: made in the worker, atomically, of one moment."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from oseredok.base.backup.archive import SteadyFile, Writer
from oseredok.base.backup.make import file_hash, files_of_the_centre, refuse_a_full_disk, sync_folder
from oseredok.base.backup.problems import of_the_system
from oseredok.base.backup.rows import plain_rows
from oseredok.base.backup.snapshot import snapshot
from oseredok.library.places.models import Library
from oseredok.management.closing import contents, free_text, parts
from oseredok.management.closing.models import Closing
from oseredok.management.closing.sheets import as_csv

Tell = Callable[[str, float], None]
DICTIONARY, HASHES, INDEX = "slovnyk.csv", "SHA256SUMS", "index.html"
PART, STALE = ".part", timedelta(minutes=10)
# Files of readers that wait to be carried over into the register are persons' data.
FILES_LEFT_OUT = ("files/imports/",)


@dataclass(frozen=True)
class Done:
    """A finished export."""

    sha256: str
    size: int
    rows: int


@dataclass(frozen=True)
class Written:
    """A table in the export, for its first page."""

    name: str
    title: str
    rows: int


def path_of(closing: Closing) -> Path:
    """Return where the export lies: outside the files of the centre, which are exported themselves."""
    return folder() / f"{closing.public_id.hex}.zip"


def folder() -> Path:
    """Return the folder of everything exported."""
    return Path(settings.DATA) / "closings"


def write(*, closing: Closing, now: datetime, tell: Tell = lambda doing, part: None) -> Done:
    """Write the export beside its place and put it there when it is whole; the former one stays until then.

    Raises:
        BackupError: the disk is full or not writable.
    """
    rows = 0

    def fill(steady: SteadyFile) -> None:
        nonlocal rows
        with Writer(steady) as writer:
            rows = _fill(writer, closing, now, tell)
            writer.end()

    path = path_of(closing)
    sha256 = written(path, fill)
    return Done(sha256, path.stat().st_size, rows)


def written(path: Path, fill: Callable[[SteadyFile], None]) -> str:
    """Let `fill` write a file and put it in its place when it is whole and on the disk; return its hash.

    Raises:
        BackupError: the disk is full or not writable.
    """
    part = path.with_name(path.name + PART)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        refuse_a_full_disk(path.parent)
        steady = SteadyFile(part)
        part.chmod(0o600)
        try:
            fill(steady)
            steady.sync()
        finally:
            steady.close()
        sha256 = file_hash(part)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise of_the_system(error) from error
    finally:
        part.unlink(missing_ok=True)
    return sha256


def sweep(*, now: datetime) -> int:
    """Delete what a power cut left half-written: a file that goes on is never so old. Return how many."""
    gone = 0
    for part in folder().glob(f"*{PART}"):
        if now.timestamp() - part.stat().st_mtime > STALE.total_seconds():
            part.unlink(missing_ok=True)
            gone += 1
    return gone


def _fill(writer: Writer, closing: Closing, now: datetime, tell: Tell) -> int:
    sheets, written = list(contents.sheets(closing.place)), []
    with snapshot() as view:
        for number, sheet in enumerate(sheets):
            tell(_("Вивантажуємо таблиці"), 0.7 * number / len(sheets))
            written.append(_write_sheet(writer, sheet, view))
        besides = [one for one in parts.parts() if _write_part(writer, one, closing.place, view)]
    writer.lines(DICTIONARY, as_csv(_dictionary(sheets)))
    # Files belong to the institution, not to a branch of it.
    files = [] if closing.place else [one for one in files_of_the_centre() if not one[0].startswith(FILES_LEFT_OUT)]
    taken = 0
    for number, (name, path, _size) in enumerate(files):
        tell(_("Вивантажуємо файли"), 0.7 + 0.3 * number / len(files))
        try:
            writer.file(name, path, lambda _size: None)
            taken += 1
        except FileNotFoundError:
            continue
    values = {"closing": closing, "members": closing.members.all(), "tables": written, "files": taken, "now": now}
    values |= {"dictionary": DICTIONARY, "parts": besides, "hashes": HASHES, "free_texts": free_text.of(sheets)}
    writer.bytes(INDEX, render_to_string("closing/index.html", values).encode())
    sums = [f"{member.sha256}  {name}" for name, member in sorted(writer.members.items())]
    writer.bytes(HASHES, ("\n".join(sums) + "\n").encode())
    return sum(one.rows for one in written)


def _write_part(writer: Writer, part: parts.Part, place: Library | None, view: BaseDatabaseWrapper) -> bool:
    """Write one more file; return whether there was anything to write."""
    lines = iter(part.pieces(place, view))
    first = next(lines, None)
    if first is None:
        return False
    with writer.member(part.name) as target:
        for piece in itertools.chain([first], lines):
            target.write(piece)
    return True


def _write_sheet(writer: Writer, sheet: contents.Sheet, view: BaseDatabaseWrapper) -> Written:
    """Twice over the same moment: a zip takes one member at a time, and a table need not fit into memory."""
    count = 0

    def counted() -> Iterator[list[Any]]:
        nonlocal count
        yield list(sheet.titles)
        for row in rows_of(sheet, view):
            count += 1
            yield row

    writer.lines(f"csv/{sheet.name}.csv", as_csv(counted()))
    names = [field.attname for field in sheet.fields]
    records = (dict(zip(names, row, strict=True)) for row in rows_of(sheet, view))
    writer.lines(f"json/{sheet.name}.jsonl", (json.dumps(one, ensure_ascii=False).encode() for one in records))
    return Written(sheet.name, sheet.title, count)


def rows_of(sheet: contents.Sheet, view: BaseDatabaseWrapper) -> Iterator[list[Any]]:
    """Yield the rows of a table as they are exported."""
    for row in plain_rows(sheet.rows, sheet.fields, view):
        if sheet.clean:
            sheet.clean(row)
        yield row


def _dictionary(sheets: Iterable[contents.Sheet]) -> Iterator[list[Any]]:
    yield [
        _("таблиця"),
        _("що в ній"),
        _("поле в JSON"),
        _("стовпець у CSV"),
        _("тип"),
        _("на що вказує"),
        _("значення"),
    ]
    for sheet in sheets:
        for field, title in zip(sheet.fields, sheet.titles, strict=True):
            model = field.related_model if field.remote_field else None
            target = "" if model is None or isinstance(model, str) else model._meta.db_table
            words = "; ".join(f"{code} = {word}" for code, word in field.flatchoices)
            yield [sheet.name, sheet.title, field.attname, title, field.get_internal_type(), target, words]
