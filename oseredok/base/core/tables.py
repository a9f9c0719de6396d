"""Tables that people send: is it a workbook or a text table, and is it safe to open. Told by the content alone."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from oseredok.base.core import zips
from oseredok.base.core.errors import Invalid

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
MOST_UNPACKED = 300 * 1024 * 1024
MOST_SHARED_TEXT = 80 * 1024 * 1024  # read into memory whole
MOST_PARTS = 2000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 64 * 1024


def table_kind(file: BinaryIO) -> str | None:
    """Return `XLSX` or `CSV`; None for what is no table. The file is left at its beginning.

    Raises Invalid (`table_locked`, `table_old`, `table_broken`, `table_bomb`), field `file`.
    """
    file.seek(0)
    head = file.read(_HEAD)
    try:
        if head.startswith(_OLE):
            raise _refusal_of_ole(file)
        if head.startswith(b"PK"):
            return _workbook(file)
    finally:
        file.seek(0)
    is_text = head.startswith(_UTF16) or not any(sign < 9 or 13 < sign < 32 for sign in head)
    return CSV if head.strip() and is_text and not head.startswith((b"%PDF", b"{\\rtf")) else None


def _workbook(file: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(file) as pack:
            parts = pack.infolist()
    except zips.BROKEN:
        raise Invalid(
            _("Файл пошкоджено: не відкривається. Збережіть його ще раз."), code="table_broken", field="file"
        ) from None
    shared = sum(part.file_size for part in parts if part.filename == "xl/sharedStrings.xml")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or shared > MOST_SHARED_TEXT:
        raise Invalid(
            _("У розпакованому вигляді файл завеликий. Поділіть таблицю на кілька."), code="table_bomb", field="file"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Invalid(_("Файл захищено паролем. Збережіть його без пароля."), code="table_locked", field="file")
    return XLSX if any(part.filename == "xl/workbook.xml" for part in parts) else None


def _refusal_of_ole(file: BinaryIO) -> Invalid:
    """A locked .xlsx and an old .xls begin alike."""
    file.seek(0)
    tail = b""
    while part := file.read(1024 * 1024):
        if _ENCRYPTED in tail + part:
            return Invalid(_("Файл захищено паролем. Збережіть його без пароля."), code="table_locked", field="file")
        tail = part[-len(_ENCRYPTED) :]
    return Invalid(
        _("Це давній формат Excel (.xls). Збережіть файл як «Книга Excel (.xlsx)»."), code="table_old", field="file"
    )
