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
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.template.utils import get_app_template_dirs
from django.utils.functional import Promise

from oseredok.base.core import clock, dates
from oseredok.base.core.periods import Period

ROOT = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"


class PaperError(Exception):
    """A paper cannot be made: its template is absent or wrong, or the data do not suit it. For developers."""


def render_pdf(*, template: str, data: Mapping[str, Any], title: str, made_at: datetime | None = None) -> bytes:
    """Make the PDF of `template` (`reports/day.typ`) with `data`.

    Dates arrive in the template as `31.12.2026`, moments as `31.12.2026 14:31` in Kyiv, periods as their titles,
    decimals as text that `num()` of the layout shows. The same input with the same `made_at` gives the same bytes.
    Raises PaperError with typst's own explanation.
    """
    path = find_template(template)
    inputs = {"data": json.dumps(data, default=_plain, ensure_ascii=False), "title": title}
    stamp = int(made_at.timestamp()) if made_at else None
    try:
        compiler = typst.Compiler(path, root=ROOT, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=stamp)
    except typst.TypstError as error:
        hints = "; ".join(error.hints)
        raise PaperError(
            f"{template}: {error.message}{' (' + hints + ')' if hints else ''}\n{error.diagnostic}"
        ) from None
    if not isinstance(made, bytes):
        raise PaperError(f"{template}: no pages came out")
    return made


def find_template(name: str) -> Path:
    """Return the file of a paper. Raises PaperError when no app has it."""
    for folder in get_app_template_dirs("templates/papers"):
        path = Path(folder, name).resolve()
        if path.is_file() and path.is_relative_to(ROOT):
            return path
    raise PaperError(f"no app has the paper {name!r} in templates/papers")


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
