"""What an office file is, told by its content: DOCX, XLSX, ODT, ODS, a signed container, a signature beside a file.

Nothing is unpacked: only the list of a container's parts is read, and the one short part that names its type.
"""

from __future__ import annotations

import zipfile
from typing import IO

from oseredok.base.core import zips

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ASICE = "application/vnd.etsi.asic-e+zip"
P7S = "application/pkcs7-signature"

EXTENSIONS = {DOCX: "docx", XLSX: "xlsx", ODT: "odt", ODS: "ods", ASICE: "asice", P7S: "p7s"}

_SELF_NAMED = {ODT, ODS, ASICE}
_MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MOST_PARTS = 10_000
_LONGEST_NAME = 100
# SEQUENCE, then the object identifier 1.2.840.113549.1.7.2 (signedData), DER or BER.
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def kind_of(file: IO[bytes]) -> str:
    """Return the MIME type that the content proves; empty for what is none of these. The position is moved."""
    file.seek(0)
    head = file.read(64)
    if head[:1] == b"\x30" and _SIGNED_DATA in head[:20]:
        return P7S
    if not head.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(file) as parts:
            return _container(parts)
    except zips.BROKEN:
        return ""


def _container(parts: zipfile.ZipFile) -> str:
    names = set(parts.namelist())
    if len(names) > _MOST_PARTS or any(name.casefold().endswith("vbaproject.bin") for name in names):
        return ""  # a program inside a paper
    if "mimetype" in names:
        with parts.open("mimetype") as told:
            named = told.read(_LONGEST_NAME).decode("ascii", "replace").strip()
        return named if named in _SELF_NAMED else ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for part, kind in _MAIN_PART.items() if part in names), "")
