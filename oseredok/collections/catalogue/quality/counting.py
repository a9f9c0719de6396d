"""All checks made once: questions asked, then every record read one time for all that look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.quality.asking import Rows
from oseredok.collections.catalogue.quality.checks import CHECKS, Check
from oseredok.collections.catalogue.quality.looking import Read
from oseredok.collections.catalogue.quality.models import Count, Flaw, Tally

PIECE = 1000
_LOOKING = tuple(check for check in CHECKS.values() if check.looks)
_INTO = ", ".join(f'"{name}"' for name in ("count_id", "code", "record_id", "note"))


def run(count: Count, *, today: date) -> Iterator[tuple[int, int, str]]:
    """Make every check; yields how many records are read, of how many, and the name of the question asked before."""
    Flaw.objects.filter(count=count).delete()
    Tally.objects.filter(count=count).delete()
    total = Record.present.count()
    found: Counter[str] = Counter()
    for check in CHECKS.values():
        if check.asks:
            yield 0, total, str(check.title)
            found[check.code] = _ask(count, check, check.asks(today))
    done = 0
    for piece in _pieces():
        _look(count, piece, found)
        done += len(piece)
        yield done, max(total, done), ""
    of = {check.code: Record.present.filter(check.concerns).count() for check in CHECKS.values()}
    Tally.objects.bulk_create(
        Tally(count=count, code=code, found=found[code], of=max(of[code], found[code])) for code in CHECKS
    )
    count.records = total


@transaction.atomic
def finish(count: Count, *, now: datetime) -> None:
    """Show this counting from now on and forget the former ones."""
    count.done_at = now
    count.save(update_fields=["done_at", "records"])
    former = Count.objects.filter(pk__lt=count.pk)
    Flaw.objects.filter(count__in=former).delete()
    former.delete()


def _ask(count: Count, check: Check, rows: Rows) -> int:
    """Write what one question finds without its leaving the database; return how many records it is about."""
    if check.kinds:
        rows = rows.filter(**{"kind__in" if rows.model is Record else "record__kind__in": check.kinds})
    sql, params = rows.query.sql_with_params()
    into = connection.ops.quote_name(Flaw._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        # Our own question: its values stay parameters.
        cursor.execute(
            f"INSERT INTO {into} ({_INTO}) SELECT %s, %s, found.* FROM ({sql}) found",  # noqa: S608
            [count.pk, check.code, *params],
        )
    return Flaw.objects.filter(count=count, code=check.code).values("record").distinct().count()


def _pieces() -> Iterator[Sequence[tuple[Any, ...]]]:
    rows = Record.present.order_by("pk").values_list("pk", "kind", "title", "author", "year", "data")
    last = 0
    while piece := list(rows.filter(pk__gt=last)[:PIECE]):
        yield piece
        last = piece[-1][0]


def _look(count: Count, piece: Sequence[tuple[Any, ...]], found: Counter[str]) -> None:
    flaws = []
    for pk, *told in piece:
        one = Read(*told)
        for check in _LOOKING:
            if (not check.kinds or one.kind in check.kinds) and check.looks:
                note = check.looks(one)
                if note is not None:
                    found[check.code] += 1
                    flaws.append(Flaw(count=count, code=check.code, record_id=pk, note=note))
    with transaction.atomic():
        Flaw.objects.bulk_create(flaws, batch_size=200)
