"""A file of records: in which format, dialect and encoding it is, and its records one by one."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core import zips
from oseredok.base.core.errors import Invalid
from oseredok.collections.catalogue.formats import encodings, irbis_master, irbis_text, iso2709, lists, marcxml
from oseredok.collections.catalogue.formats.marc import Damaged, Marc, Piece

FORMATS: dict[str, str | Promise] = {
    "iso2709": "ISO 2709 (.mrc, .iso)",
    "marcxml": "MARCXML",
    "irbis": gettext_lazy("ІРБІС, текстовий експорт"),
    "mst64": gettext_lazy("ІРБІС64, файл бази (.mst)"),
    "mst32": gettext_lazy("ІРБІС32, файл бази (.mst)"),
    "xlsx": "Excel (.xlsx)",
    "csv": "CSV",
}
TABLES = ("xlsx", "csv")
IRBIS_ONLY = ("irbis", "mst64", "mst32")
_IN_ARCHIVES = frozenset({"mrc", "iso", "xml", "txt", "marc", "dat"})
_HEAD = 64 * 1024
_SAMPLE_RECORDS = 60
_SAMPLE_BYTES = 256 * 1024


@dataclass
class Found:
    """What a look at a file tells. `encodings`: the likeliest first, with scores; empty where a format leaves no choice."""

    format: str
    dialect: str = "list"
    encoding: str = "utf-8"
    encodings: list[tuple[str, float]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def inspect(path: Path) -> Found:
    """Look at the beginning of a file. Raises Invalid (`file_empty`, `file_kind`, `file_broken`): field `file`."""
    with opened(path) as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00\r\n\t \x1a"):
        raise Invalid(_("Файл порожній. Виберіть інший."), code="file_empty", field="file")
    name = _format_of(path, head)
    if name in TABLES:
        return Found(format=name, encoding=lists.encoding_of(head) if name == "csv" else "utf-8")
    found = Found(format=name)
    with opened(path) as file:
        sample = [piece.raw for piece in islice(pieces(file, name), _SAMPLE_RECORDS) if not piece.error]
    _guess_encoding(found, head, sample)
    if not _has_records(sample, found):
        raise Invalid(
            _("У файлі немає жодного цілого запису. Перевірте, чи він завантажився до кінця."),
            code="file_broken",
            field="file",
        )
    found.dialect = dialect_of(sample, found)
    return found


def _has_records(sample: list[bytes], found: Found) -> bool:
    for raw in sample:
        try:
            parse(raw, name=found.format, encoding=found.encoding)
        except Damaged:
            continue
        return True
    return False


def pieces(file: BinaryIO, name: str) -> Iterator[Piece]:
    """Yield the raw records of a file in a format other than a table."""
    cut = {
        "iso2709": iso2709.pieces,
        "marcxml": marcxml.pieces,
        "irbis": irbis_text.pieces,
        "mst64": irbis_master.pieces64,
        "mst32": irbis_master.pieces32,
    }
    return cut[name](file)


def parse(raw: bytes, *, name: str, encoding: str) -> Marc:
    """Parse one raw record of a format. Raises Damaged."""
    if name == "iso2709":
        return iso2709.parse(raw, encodings.decoder(encoding))
    if name == "marcxml":
        marc = marcxml.parse(raw, encoding)
        if encoding == "twice":
            marc.fields = [
                (tag, indicators, [(code, encodings.undone(text)) for code, text in subfields])
                for tag, indicators, subfields in marc.fields
            ]
        return marc
    if name == "irbis":
        return irbis_text.parse(raw, encodings.decoder(encoding))
    if name == "mst64":
        return irbis_master.parse64(raw)
    if name == "mst32":
        return irbis_master.parse32(raw, encodings.decoder(encoding))
    return lists.parse(raw)


def dialect_of(sample: list[bytes], found: Found) -> str:
    """Return `marc21`, `unimarc` or `irbis` by the tags of some records."""
    if found.format in IRBIS_ONLY:
        return "irbis"
    votes: Counter[str] = Counter()
    for raw in sample:
        try:
            marc = parse(raw, name=found.format, encoding=found.encoding)
        except Damaged:
            continue
        tags = {tag for tag, _indicators, _subfields in marc.fields}
        votes["marc21"] += 3 * ("245" in tags) + len(
            tags & {"008", "260", "264", "650", "040", "100" if "245" in tags else "-"}
        )
        votes["unimarc"] += 3 * ("200" in tags) + len(tags & {"210", "215", "801", "700", "606"})
        votes["irbis"] += 6 * ("920" in tags) + 3 * ("903" in tags and "910" in tags) if "200" in tags else 0
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else "marc21"


def opened(path: Path) -> BinaryIO:
    """Open a file of records."""
    return path.open("rb")


def unpack(path: Path, *, most: int) -> bool:
    """Put what an archive holds (the .mst beside its .xrf, one file of records) in the archive's place.

    Returns whether it was an archive; a workbook is left as it is. Raises Invalid (`file_broken`, `archive_unclear`,
    `file_large`): `most` bytes is what it may unpack into.
    """
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return False
    target = path.with_suffix(".unpacked")
    try:
        with zipfile.ZipFile(path) as pack:
            inner = _inner(pack)
            if inner is None:
                return False
            if inner.file_size > most:
                raise Invalid(_("У розпакованому вигляді файл завеликий."), code="file_large", field="file")
            with pack.open(inner) as source, target.open("wb") as place:
                shutil.copyfileobj(source, place, 1024 * 1024)
    except zips.BROKEN:
        target.unlink(missing_ok=True)
        raise Invalid(_("Архів пошкоджено або захищено паролем."), code="file_broken", field="file") from None
    target.replace(path)
    return True


def _inner(pack: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Return which file of an archive to read; None for a workbook, which is an archive too."""
    parts = [part for part in pack.infolist() if not part.is_dir()]
    if any(part.filename == "[Content_Types].xml" for part in parts):
        return None
    wanted = [part for part in parts if part.filename.lower().endswith(".mst")] or [
        part for part in parts if part.filename.lower().rpartition(".")[2] in _IN_ARCHIVES
    ]
    if len(wanted) != 1:
        raise Invalid(
            _("В архіві має бути один файл записів. Розпакуйте його і виберіть потрібний файл."),
            code="archive_unclear",
            field="file",
        )
    return wanted[0]


def _format_of(path: Path, head: bytes) -> str:
    with opened(path) as file:
        size = file.seek(0, 2)
    if iso2709.looks_like(head):
        return "iso2709"
    if marcxml.looks_like(head):
        return "marcxml"
    if irbis_text.looks_like(head):
        return "irbis"
    if kind := irbis_master.kind_of(head, size):
        return kind
    if kind := lists.kind_of(path, head):
        return kind
    raise Invalid(
        _("Не впізнали записів у файлі. Підійде: ISO 2709, MARCXML, текст або .mst з ІРБІС, Excel, CSV."),
        code="file_kind",
        field="file",
    )


def _guess_encoding(found: Found, head: bytes, sample: list[bytes]) -> None:
    if found.format == "mst64":
        return
    if found.format == "marcxml":
        found.encoding = marcxml.encoding_of(head)
        if found.encoding == "utf-8" and encodings.guess(b"\n".join(sample)[:_SAMPLE_BYTES])[0][0] == "twice":
            found.encoding = "twice"
        return
    joined = b"\n".join(sample)[:_SAMPLE_BYTES]
    if head.startswith(encodings.BOM):
        joined = encodings.BOM + joined
    found.encodings = encodings.guess(joined, is_marc=found.format == "iso2709")
    found.encoding = found.encodings[0][0]
