"""Completes a stored text for the page: pictures get their sizes, tables a region that scrolls."""

from __future__ import annotations

import re
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from oseredok.library.site.models import Picture
from oseredok.library.site.pictures import SMALL
from oseredok.library.site.richtext import PICTURE

_IMG = re.compile(rf'<img src="{PICTURE.pattern}" alt="([^"]*)">')
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def completed(html: str) -> SafeString:
    """Return a text of `richtext` ready to be printed. A picture that is kept no more is left out."""
    found = _pictures(html)
    html = _IMG.sub(lambda one: picture_html(found[one[1]], alt=one[2]) if one[1] in found else "", html)
    region = f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(_("Таблиця"))}">'
    return mark_safe(_TABLE.sub(rf'{region}<table class="table">\1</table></div>', html))  # noqa: S308 - cleaned when stored


def picture_html(picture: Picture, *, alt: str) -> str:
    """Return the tag of a picture; `alt` is escaped already. The browser takes the smaller file where it is enough."""
    large, small = (reverse(f"machines:{name}", args=[picture.public_id]) for name in ("picture", "small_picture"))
    return (
        f'<img src="{large}" srcset="{small} {min(SMALL, picture.width)}w, {large} {picture.width}w" '
        f'sizes="(min-width: 48rem) 46rem, 100vw" width="{picture.width}" height="{picture.height}" alt="{alt}" '
        'loading="lazy" decoding="async">'
    )


def _pictures(html: str) -> dict[str, Picture]:
    ids = {one[1] for one in _IMG.finditer(html)}
    if not ids:
        return {}
    return {str(one.public_id): one for one in Picture.objects.filter(public_id__in=[UUID(key) for key in ids])}
