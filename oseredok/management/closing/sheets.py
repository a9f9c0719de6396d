"""Rows as a spreadsheet reads them: UTF-8 with its mark, semicolons, nothing that would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

_BOM = "\ufeff"


def as_csv(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield lines for a spreadsheet: a text that would be taken for a formula gets an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="")
    mark = _BOM
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield (mark + buffer.getvalue()).encode()
        mark = ""
        buffer.seek(0)
        buffer.truncate()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return _("так") if value else _("ні")
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
