"""What stands inside a record: articles of an issue, issues and articles of a serial, chapters of a book.

An article names what it is printed in by the number of that record in the old system, or by its title alone. Either becomes
`Record.host_key`, by which the larger record finds it; for a title, year and number of an issue must agree besides.
"""

from __future__ import annotations

import re

from django.db.models import Q

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.models import Record

MOST = 200
_NUMBERS = re.compile(r"\d+")
_WITH_YEAR = (Record.Kind.BOOK, Record.Kind.LOCAL)


def inside(record: Record) -> list[Record]:
    """Return the live records that stand in this one, the newest first, in an issue by pages; at most `MOST`."""
    asked = Q(pk__in=())
    if record.control_number:
        asked |= Q(host_key=keys.host_key("", record.control_number), origin=record.origin_id)
    host = record.data.get("host")
    title = host["title"] if host and record.kind == Record.Kind.ISSUE else record.title
    if record.kind == Record.Kind.SERIAL:
        asked |= Q(host_key=keys.host_key(title))
    elif record.kind in (Record.Kind.ISSUE, *_WITH_YEAR) and record.year is not None:
        asked |= Q(host_key=keys.host_key(title), year=record.year)
    found = Record.live.filter(asked).exclude(pk=record.pk).order_by("-year", "-pk")[:MOST]
    if record.kind != Record.Kind.ISSUE:
        return list(found)
    here = [one for one in found if _is_by_number(one, record) or _issue_of(one) == _own_issue(record, title)]
    return sorted(here, key=_page)


def _is_by_number(one: Record, record: Record) -> bool:
    told = one.data.get("host", {}).get("control_number", "")
    return bool(told) and told == record.control_number


def _issue_of(one: Record) -> str:
    """Return the number of the issue that an article names; a dash where it names none, which no issue is."""
    found = _NUMBERS.findall(one.data.get("host", {}).get("number", ""))
    return found[-1].lstrip("0") if found else "-"


def _own_issue(record: Record, serial: str) -> str:
    told = f"{record.title} {record.data.get('part', '')}".replace(serial, " ", 1)
    found = [one for one in _NUMBERS.findall(told) if one != str(record.year)]
    return found[-1].lstrip("0") if found else ""


def _page(one: Record) -> tuple[int, int]:
    found = _NUMBERS.findall(one.data.get("host", {}).get("pages", ""))
    return (int(found[0][:9]) if found else 10**9), one.pk
