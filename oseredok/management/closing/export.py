"""Everything that a library leaves behind, in one zip of open formats: made in the worker, atomically, of one moment."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Sum
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from oseredok.base.backup.archive import SteadyFile, Writer
from oseredok.base.backup.make import file_hash, files_of_the_centre, refuse_a_full_disk, sync_folder
from oseredok.base.backup.problems import of_the_system
from oseredok.base.backup.rows import plain_rows
from oseredok.base.backup.snapshot import snapshot
from oseredok.library.places.models import Library
from oseredok.management.closing import contents
from oseredok.management.closing.models import Closing
from oseredok.spine.journal.models import MonthCount

Tell = Callable[[str, float], None]
DICTIONARY, TOTALS, HASHES, INDEX = "slovnyk.csv", "pidsumky.csv", "SHA256SUMS", "index.html"
# Files of readers that wait to be carried over into the register are persons' data.
FILES_LEFT_OUT = ("files/imports/",)
_BOM = "\ufeff"


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
    return Path(settings.DATA) / "closings" / f"{closing.public_id.hex}.zip"


def write(*, closing: Closing, now: datetime, tell: Tell = lambda doing, part: None) -> Done:
    """Write the export beside its place and put it there when it is whole; the former one stays until then.

    Raises:
        BackupError: the disk is full or not writable.
    """
    path = path_of(closing)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        refuse_a_full_disk(path.parent)
        steady = SteadyFile(part)
        part.chmod(0o600)
        try:
            with Writer(steady) as writer:
                rows = _fill(writer, closing, now, tell)
                writer.end()
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
    return Done(sha256, path.stat().st_size, rows)


def _fill(writer: Writer, closing: Closing, now: datetime, tell: Tell) -> int:
    sheets, written = list(contents.sheets(closing.place)), []
    with snapshot() as view:
        for number, sheet in enumerate(sheets):
            tell(_("Вивантажуємо таблиці"), 0.7 * number / len(sheets))
            written.append(_write_sheet(writer, sheet, view))
        writer.lines(TOTALS, _as_csv(_totals(closing.place, view)))
    writer.lines(DICTIONARY, _as_csv(_dictionary(sheets)))
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
    values |= {"dictionary": DICTIONARY, "totals": TOTALS, "hashes": HASHES}
    writer.bytes(INDEX, render_to_string("closing/index.html", values).encode())
    sums = [f"{member.sha256}  {name}" for name, member in sorted(writer.members.items())]
    writer.bytes(HASHES, ("\n".join(sums) + "\n").encode())
    return sum(one.rows for one in written)


def _write_sheet(writer: Writer, sheet: contents.Sheet, view: BaseDatabaseWrapper) -> Written:
    """Twice over the same moment: a zip takes one member at a time, and a table need not fit into memory."""
    count = 0

    def counted() -> Iterator[list[Any]]:
        nonlocal count
        yield list(sheet.titles)
        for row in plain_rows(sheet.rows, sheet.fields, view):
            count += 1
            yield row

    writer.lines(f"csv/{sheet.name}.csv", _as_csv(counted()))
    names = [field.attname for field in sheet.fields]
    records = (dict(zip(names, row, strict=True)) for row in plain_rows(sheet.rows, sheet.fields, view))
    writer.lines(f"json/{sheet.name}.jsonl", (json.dumps(one, ensure_ascii=False).encode() for one in records))
    return Written(sheet.name, sheet.title, count)


def _totals(place: Library | None, view: BaseDatabaseWrapper) -> Iterator[list[Any]]:
    """The journal by years and kinds: what the sums of the exported entries must come to."""
    yield [_("рік"), _("бібліотека"), _("вид послуги"), _("одиниця"), _("кількість"), _("хвилин"), _("записів")]
    rows = MonthCount.objects.all() if place is None else MonthCount.objects.filter(place=place)
    by = ("month__year", "place__short_name", "kind__name", "kind__unit")
    sums = rows.order_by(*by).values_list(*by).annotate(Sum("quantity"), Sum("minutes"), Sum("entries"))
    for row in sums.query.get_compiler(connection=view).results_iter(chunked_fetch=True):
        yield list(row)


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


def _as_csv(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield lines for a spreadsheet: a text that would be taken for a formula gets an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="")
    mark = _BOM
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield (mark + buffer.getvalue()).encode()
        mark = ""
        buffer.seek(0)
        buffer.truncate()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return _("так") if value else _("ні")
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
