"""What was sent, made into the PDF that will be printed: counted, drawn, refused in a sentence when it cannot be."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core import office_files, uploads
from oseredok.base.core.errors import Invalid
from oseredok.services.printing import office_paper, plain_text

log = logging.getLogger(__name__)

PDF = "application/pdf"
TEXT = "text/plain"
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
OFFICE = frozenset({office_files.DOCX, office_files.ODT})
IPHONE = frozenset({"image/heic", "image/heif", "image/avif"})
WAIT = 60
"""Seconds after which a look is given up; the examiner bounds its own processor time."""

_EXAMINER = Path(__file__).with_name("examiner.py")
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WRONG = {
    "password": gettext_lazy("Файл захищено паролем. Збережіть його без пароля й надішліть ще раз."),
    "damaged": gettext_lazy("Файл пошкоджено: не відкривається. Збережіть його заново й надішліть ще раз."),
    "long": gettext_lazy("У файлі понад 2000 сторінок. Надішліть лише ті, які треба роздрукувати."),
    "size": gettext_lazy("У файлі є сторінка, яка не вміститься на жодний папір. Збережіть його на аркушах A4."),
    "pixels": gettext_lazy("Зображення завелике: понад 80 мільйонів точок. Зменште його й надішліть ще раз."),
    "heavy": gettext_lazy("Файл заскладний: не вдалося порахувати сторінки. Збережіть його заново як PDF."),
}


@dataclass(frozen=True)
class Examined:
    """What lies in the folder: `ready.pdf`, `first.png`."""

    kind: str
    pages: int
    pdf: Path
    picture: Path


def kind_of(file: UploadedFile) -> str:
    """Return the MIME type of one that can be printed here, told by the content; the file is left at its beginning.

    Raises:
        Invalid (`file_kind`): it is none of them; the sentence says what to do with this very kind.
    """
    kind = uploads.kind_of(file)
    if kind == PDF or kind in PICTURES:
        return kind
    if kind in OFFICE:
        if office_paper.program() is not None:
            return kind
        raise _of_kind(_("DOCX та ODT тут не друкуються. Збережіть документ як PDF («Файл → Зберегти як…»)."))
    if kind in IPHONE:
        raise _of_kind(_("Такі фото (HEIC) тут не відкриваються. Збережіть фото як JPEG і надішліть ще раз."))
    head = file.read(8)
    file.seek(0)
    if head == _OLD_WORD:
        raise _of_kind(_("Старі документи Word (.doc) тут не друкуються. Збережіть документ як PDF."))
    if not kind and plain_text.is_text(file):
        return TEXT
    raise _of_kind(
        _("Такий файл не друкується. Підійде: {kinds}. Інший збережіть як PDF.").format(kinds=kinds_in_words())
    )


def kinds_in_words() -> str:
    """Return what may be sent, as people call it."""
    office = ", DOCX, ODT" if office_paper.program() is not None else ""
    return f"PDF{office}, JPEG, PNG, WebP, TXT"


def examine(file: UploadedFile, *, kind: str, folder: Path) -> Examined:
    """Make the PDF of a file of a known kind in `folder`, an empty one of the caller. Call it outside a transaction.

    Raises:
        Invalid (`file_password`, `file_damaged`, `file_long`, `file_size`, `file_pixels`, `file_heavy`): field `file`.
    """
    sent, pdf, picture = folder / "sent", folder / "ready.pdf", folder / "first.png"
    with sent.open("wb") as target:
        file.seek(0)
        shutil.copyfileobj(cast("IO[bytes]", file), target)
    make: dict[str, Callable[[Path, Path], None]] = {
        TEXT: plain_text.make_pdf,
        **dict.fromkeys(OFFICE, office_paper.make_pdf),
    }
    if kind in make:
        made = folder / "made.pdf"
        make[kind](sent, made)
        sent = made
    pages = _look("picture" if kind in PICTURES else "pdf", sent, pdf, picture)
    return Examined(kind, pages, pdf, picture)


def pick_pages(pdf: Path, *, pages: Sequence[int], into: Path) -> None:
    """Copy some pages of a kept PDF into another one. Raises Invalid (`file_damaged`, `file_heavy`)."""
    _look("pages", pdf, into, ",".join(map(str, pages)))


def _look(what: str, sent: Path, pdf: Path, picture: Path | str) -> int:
    command = [sys.executable, "-I", str(_EXAMINER), what, str(sent), str(pdf), str(picture)]
    try:
        told = subprocess.run(command, capture_output=True, timeout=WAIT, check=True).stdout  # noqa: S603 - our own file
        found = json.loads(told)
    except subprocess.TimeoutExpired:
        raise wrong("heavy") from None
    except (subprocess.CalledProcessError, ValueError) as error:
        # It was stopped by its bounds, or the decoder fell: either way not a file to print.
        log.warning("the examiner ended with %s", getattr(error, "returncode", "no answer"))
        raise wrong("heavy") from None
    if "wrong" in found:
        raise wrong(str(found["wrong"]))
    return int(found["pages"])


def wrong(code: str) -> Invalid:
    """Return the refusal of a file that cannot be printed."""
    return Invalid(str(_WRONG[code]), code=f"file_{code}", field="file")


def _of_kind(sentence: str) -> Invalid:
    return Invalid(sentence, code="file_kind", field="file")
