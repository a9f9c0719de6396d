"""What may be sent as a file: size and kind, the kind told by the content, never by the name or by the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

import filetype
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import office_files
from oseredok.base.core.errors import Invalid
from oseredok.base.core.tables import CSV, XLSX, table_kind
from oseredok.base.core.text import number, without_controls

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 25 * MEGABYTE
_HEAD = 8192


_larger: dict[str, Callable[[], int]] = {}


def allow_larger(url_name: str, *, megabytes: Callable[[], int]) -> None:
    """Let one page take larger files from people who are signed in."""
    _larger[url_name] = megabytes


def most_of(request: HttpRequest | None) -> int:
    """Return how many bytes a request may bring."""
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return LARGEST_REQUEST
    found = next((megabytes for name, megabytes in _larger.items() if reverse(name) == request.path), None)
    # A little room for the rest of the form: a file just over the limit gets a sentence beside its field.
    return max(LARGEST_REQUEST, found() * MEGABYTE + LARGEST_REQUEST) if found else LARGEST_REQUEST


class RequestLimit(FileUploadHandler):
    """Stops a request whose files together pass `LARGEST_REQUEST`, before they fill the disk. First in the settings.

    Django itself limits only what is not a file. What `allow_larger` names may take more from whoever is signed in.
    """

    chunk_size = 64 * 2**10
    received = 0
    most = LARGEST_REQUEST

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - named so by Django
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.most = most_of(self.request)
        if content_length > self.most:
            raise RequestDataTooBig("The request is larger than any file that is accepted.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > self.most:  # the declared length was a lie
            raise RequestDataTooBig("The files are larger than any that are accepted.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


@dataclass(frozen=True)
class UploadLimit:
    """Kinds by their MIME types, and how many megabytes a file may have. `words` names the kinds for people."""

    kinds: frozenset[str]
    megabytes: int
    words: str


PICTURES = UploadLimit(frozenset({"image/jpeg", "image/png", "image/webp"}), 8, "JPEG, PNG, WebP")
PAPERS = UploadLimit(frozenset({"application/pdf"}), 20, "PDF")
SCANS = UploadLimit(PICTURES.kinds | PAPERS.kinds, 20, "PDF, JPEG, PNG, WebP")
TABLES = UploadLimit(frozenset({XLSX, CSV}), 20, "XLSX, CSV")
DOCUMENTS = UploadLimit(
    SCANS.kinds | frozenset(office_files.EXTENSIONS), 20, "PDF, DOCX, XLSX, ODT, ODS, JPEG, PNG, WebP, .p7s, .asice"
)
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    **office_files.EXTENSIONS,
    CSV: "csv",
}
LONGEST_NAME = 100


def check_upload(file: UploadedFile, limit: UploadLimit) -> str:
    """Return the MIME type that the content of `file` proves; the file is left at its beginning.

    Raises:
        Invalid (`file_empty`, `file_large`, `file_kind`, and of tables what `table_kind` says): field `file`.
    """
    size = file.size or 0
    if size == 0:
        raise Invalid(_("Файл порожній. Виберіть інший."), code="file_empty", field="file")
    if size > limit.megabytes * MEGABYTE:
        sentence = _("Файл завеликий: {size} МБ. Найбільше {most} МБ.").format(
            size=number(size / MEGABYTE, 1), most=limit.megabytes
        )
        raise Invalid(sentence, code="file_large", field="file")
    kind = table_kind(cast(BinaryIO, file)) or "" if CSV in limit.kinds else kind_of(file)
    if kind not in limit.kinds:
        sentence = _("Такий файл не підходить. Підійде: {kinds}.").format(kinds=limit.words)
        raise Invalid(sentence, code="file_kind", field="file")
    return kind


def kind_of(file: UploadedFile) -> str:
    """Return the MIME type that the content proves, empty for an unknown one; the file is left at its beginning."""
    kind = office_files.kind_of(file)
    file.seek(0)
    if not kind:
        found = filetype.guess(file.read(_HEAD))
        file.seek(0)
        # A container that is not what it should be is not an office paper, whatever its first bytes look like.
        kind = "" if found is None or found.mime in office_files.EXTENSIONS else found.mime
    return kind


def safe_name(kind: str, stem: str) -> str:
    """Return a name under which a file is kept: our stem, the extension of the proven kind, nothing of the sender's."""
    return str(PurePosixPath(stem).with_suffix(f".{EXTENSIONS[kind]}"))


def name_for_people(sent: str, kind: str) -> str:
    """Return the name under which a file is given back: the sender's words, our extension, nothing that means a path.

    `../../Наказ № 5.exe` with a PDF inside is «Наказ № 5.pdf».
    """
    last = re.split(r"[\\/:]", without_controls(sent))[-1]
    stem = re.sub(r"\.[0-9A-Za-z]{1,8}$", "", last)
    clean = " ".join(re.sub(r"[^\w\s№().,«»’\-–—]", " ", stem).split()).strip(". ")
    return f"{clean[:LONGEST_NAME].rstrip('. ') or _('документ')}.{EXTENSIONS[kind]}"
