"""Pictures: judged by their content, drawn anew in two sizes, so that nothing hidden in the file is published."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.base.core.uploads import PICTURES, check_upload
from oseredok.library.people.access import Duty
from oseredok.library.site.models import Picture

WIDE, SMALL = 1280, 640
MOST_PIXELS = 60_000_000
"""A phone makes fifty million; a small file that unfolds into more is a trap."""
LONGEST_ALT = 200


@dataclass(frozen=True)
class Drawn:
    """A picture in WebP, without anything but its pixels."""

    content: bytes
    width: int
    height: int


def tidy_alt(alt: str) -> str:
    """Return words about a picture as they may stand in the notation of a text. Raises Invalid (`alt-missing`)."""
    words = display_apostrophe(tidy(alt)).replace("[", "(").replace("]", ")")[:LONGEST_ALT].strip()
    if not words:
        raise Invalid(
            _("Напишіть, що на зображенні: так його «побачать» люди, які не бачать."), code="alt-missing", field="alt"
        )
    return words


def draw(file: UploadedFile, *widths: int) -> list[Drawn]:
    """Draw the picture of `file` anew, upright, not wider than each of `widths`.

    Raises:
        Invalid (`file_…`): field `file`.
    """
    check_upload(file, PICTURES)
    broken = Invalid(_("Зображення пошкоджене. Виберіть інше."), code="file_broken", field="file")
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                sentence = _("Зображення завелике: зменште його до 8000 точок завширшки.")
                raise Invalid(sentence, code="file_pixels", field="file")
            opened.draft("RGB", (2 * max(widths), 2 * max(widths)))  # a large photo need not be unfolded whole
            upright = ImageOps.exif_transpose(opened)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        return [_drawn(plain, width) for width in widths]
    except Invalid:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        # Pillow answers to a torn file in all these ways.
        raise broken from error


def _drawn(plain: Image.Image, width: int) -> Drawn:
    size = (min(width, plain.width), max(1, round(plain.height * min(1.0, width / plain.width))))
    made = plain if size == plain.size else plain.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    made.save(out, "WEBP", quality=78, method=4)
    return Drawn(out.getvalue(), *made.size)


def add_picture(*, file: UploadedFile, alt: str, duty: Duty, now: datetime) -> Picture:
    """Keep a picture for the texts of the site. Whoever asks may write one of them.

    Raises:
        Invalid (`alt-missing`, `file_…`).
    """
    words = tidy_alt(alt)
    wide, small = draw(file, WIDE, SMALL)
    picture = Picture(
        alt=words,
        width=wide.width,
        height=wide.height,
        size=len(wide.content),
        place=duty.place,
        added_at=now,
        added_by=duty.account,
    )
    stem = uuid4().hex
    try:
        picture.file.save(f"{stem}.webp", ContentFile(wide.content), save=False)
        picture.small.save(f"{stem}-small.webp", ContentFile(small.content), save=False)
        with transaction.atomic():
            picture.save()
    except BaseException:
        for kept in (picture.file, picture.small):
            if kept:
                kept.delete(save=False)  # no file without its row
        raise
    return picture
