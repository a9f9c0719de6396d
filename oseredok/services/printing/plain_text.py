"""A text file on paper: told from what is not text, decoded, set as it was typed."""

from __future__ import annotations

import codecs
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.papers.pdf import render_pdf

LONGEST = 512 * 1024
TAB = " " * 4
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What an old Ukrainian text in windows-1251 is made of.
_LETTERS = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ’'«»–—…№")


def is_text(file: UploadedFile) -> bool:
    """Tell whether the beginning of a file is text; the file is left at its beginning."""
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    return bool(head) and decoded(head, is_whole=False) is not None


def make_pdf(sent: Path, pdf: Path) -> None:
    """Set the text on A4. Raises Invalid (`file_large`, `file_damaged`): field `file`."""
    if sent.stat().st_size > LONGEST:
        raise Invalid(
            _("Текст завеликий: понад 512 КБ. Надішліть лише те, що треба роздрукувати."),
            code="file_large",
            field="file",
        )
    text = decoded(sent.read_bytes())
    if text is None:
        raise Invalid(
            _("У файлі не лише текст. Збережіть його як PDF і надішліть ще раз."), code="file_damaged", field="file"
        )
    lines = [line.replace("\t", TAB).rstrip() for line in text.splitlines()] or [""]
    pdf.write_bytes(render_pdf(template="printing/text.typ", data={"lines": lines}, title=_("Текст")))


def decoded(content: bytes, *, is_whole: bool = True) -> str | None:
    """Return the text in UTF-8, UTF-16 with a mark, or windows-1251; None when it is none of them.

    A beginning (not `is_whole`) may end in the middle of a letter.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(content, final=is_whole)
    except UnicodeDecodeError:
        text = content.decode("cp1251", "replace")
        letters = [sign for sign in text.casefold() if not sign.isascii()]
        if sum(sign in _LETTERS for sign in letters) < 0.9 * len(letters):
            return None
    return text if all(sign.isprintable() or sign.isspace() for sign in text) else None
