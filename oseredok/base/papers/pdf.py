"""PDF by typst: tagged, PDF/UA-1, with our fonts inside, made offline.

A paper is a `.typ` file in an app's `templates/papers/<app>/`. It begins with

    #import "/base/papers/layout.typ": *
    #let data = paper-data()
    #show: paper.with(title: paper-title())

and gets only what the caller gives in `data`. Text from data is shown as text: typst never reads it as markup.
"""

from __future__ import annotations

import functools
import json
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.template.utils import get_app_template_dirs
from django.utils.functional import Promise

from oseredok.base.core import clock, dates
from oseredok.base.core.periods import Period
from oseredok.base.core.text import without_controls

ROOT = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"
UNKNOWN_SIGN = "□"


class PaperError(Exception):
    """A paper cannot be made: its template is absent or wrong, or the data do not suit it. For developers."""


def render_pdf(*, template: str, data: Mapping[str, Any], title: str, made_at: datetime | None = None) -> bytes:
    """Make the PDF of `template` (`reports/day.typ`) with `data`.

    Dates arrive in the template as `31.12.2026`, moments as `31.12.2026 14:31` in Kyiv, periods as their titles,
    decimals as text that `num()` of the layout shows. The same input with the same `made_at` gives the same bytes.
    Raises PaperError with typst's own explanation.
    """
    stamp = int(made_at.timestamp()) if made_at else None
    made = _compile(template, data, title, format="pdf", pdf_standards="ua-1", timestamp=stamp)
    if not isinstance(made, bytes):
        raise PaperError(f"{template}: no pages came out")
    return made


def render_png(*, template: str, data: Mapping[str, Any], title: str, pixels_per_inch: int = 144) -> bytes:
    """Make a picture of a paper of one page. Raises PaperError as `render_pdf`, and for more pages than one."""
    made = _compile(template, data, title, format="png", ppi=pixels_per_inch)
    if not isinstance(made, bytes):
        raise PaperError(f"{template}: a picture is one page")
    return made


def _compile(template: str, data: Mapping[str, Any], title: str, **wanted: Any) -> Any:
    path = find_template(template)
    plain = json.loads(json.dumps(data, default=_plain))
    inputs = {"data": json.dumps(printable(plain), ensure_ascii=False), "title": printable(title)}
    try:
        compiler = typst.Compiler(path, root=ROOT, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
        return compiler.compile(**wanted)
    except typst.TypstError as error:
        hints = "; ".join(error.hints)
        raise PaperError(
            f"{template}: {error.message}{' (' + hints + ')' if hints else ''}\n{error.diagnostic}"
        ) from None


def find_template(name: str) -> Path:
    """Return the file of a paper. Raises PaperError when no app has it."""
    for folder in get_app_template_dirs("templates/papers"):
        path = Path(folder, name).resolve()
        if path.is_file() and path.is_relative_to(ROOT):
            return path
    raise PaperError(f"no app has the paper {name!r} in templates/papers")


def printable(value: Any) -> Any:
    """Return the data with every sign that our fonts cannot draw shown as «□»: PDF/UA refuses the whole paper otherwise.

    People put emoji into titles; joiners and direction marks go without a trace.
    """
    if isinstance(value, str):
        kept = unicodedata.normalize("NFC", without_controls(value))
        return "".join(_sign(sign) for sign in kept)
    if isinstance(value, list):
        return [printable(one) for one in value]
    if isinstance(value, dict):
        return {name: printable(one) for name, one in value.items()}
    return value


def _sign(sign: str) -> str:
    if unicodedata.category(sign) == "Cf":
        return ""
    if sign.isascii() or ord(sign) in drawn_signs():
        return sign
    return "" if unicodedata.category(sign) in ("Mn", "Me") else UNKNOWN_SIGN


@functools.cache
def drawn_signs() -> frozenset[int]:
    """Code points that one of our fonts can draw; typst itself takes the sign from whichever has it."""
    return frozenset(code for path in FONTS.glob("*.ttf") for code in _cmap(path.read_bytes()))


def _cmap(font: bytes) -> Iterator[int]:
    """Read the table of characters of a TrueType font (formats 4 and 12, the Unicode ones)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    for number in range(subtables):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * number)
        (shape,) = struct.unpack_from(">H", font, start + offset)
        if shape == 4:
            (doubled,) = struct.unpack_from(">H", font, start + offset + 6)
            ends = struct.unpack_from(f">{doubled // 2}H", font, start + offset + 14)
            starts = struct.unpack_from(f">{doubled // 2}H", font, start + offset + 16 + doubled)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
        elif shape == 12:
            (groups,) = struct.unpack_from(">I", font, start + offset + 12)
            for group in range(groups):
                first, last = struct.unpack_from(">II", font, start + offset + 16 + 12 * group)
                yield from range(first, last + 1)


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        moment = clock.local(value)
        return f"{dates.short_date(moment)} {dates.clock_time(moment)}"
    if isinstance(value, date):
        return dates.short_date(value)
    if isinstance(value, time):
        return dates.clock_time(value)
    if isinstance(value, Period):
        return value.title
    if isinstance(value, Decimal | Promise):
        return str(value)
    raise TypeError(f"a paper cannot show {type(value).__name__}")
