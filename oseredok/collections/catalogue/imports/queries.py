"""Reads of imports: files, their findings, the first records of a file in every encoding it could be in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, QuerySet

from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.formats import encodings, lists, reading
from oseredok.collections.catalogue.formats.marc import Damaged
from oseredok.collections.catalogue.imports import actions, carrying
from oseredok.collections.catalogue.imports.models import Batch, Feed, Finding, Origin
from oseredok.collections.catalogue.models import Location
from oseredok.library.people.models import Role

IMPORTERS = (Role.CATALOGUER, Role.HEAD, Role.DIRECTOR)
SHOWN = 10
_SAMPLE = 256 * 1024


@dataclass(frozen=True)
class Sample:
    """The first records of a file, as one encoding reads them."""

    encoding: str
    name: str
    titles: list[str]


def batches() -> QuerySet[Batch]:
    return Batch.objects.select_related("origin", "made_by")


def feeds() -> QuerySet[Feed]:
    return Feed.objects.filter(is_on=True).select_related("origin")


def origins() -> list[str]:
    return list(Origin.objects.values_list("name", flat=True))


def samples(batch: Batch) -> list[Sample]:
    """Return the first ten records in each encoding, the likeliest first; in one where there is no choice."""
    path = actions.path_of(batch)
    if batch.format in reading.TABLES or not path.exists():
        return []
    with reading.opened(path) as file:
        raws = [piece.raw for piece in islice(reading.pieces(file, batch.format), SHOWN) if not piece.error]
    names = [batch.encoding]
    if batch.format not in ("mst64", "marcxml"):
        ranked = encodings.guess(b"\n".join(raws)[:_SAMPLE], is_marc=batch.format == "iso2709")
        names += [name for name, _score in ranked if name != batch.encoding]
        names += [name for name in encodings.ENCODINGS if name not in names]
    found: list[Sample] = []
    for name in names:
        titles = _titles(raws, batch, name)
        # What reads the same need not be chosen between.
        if all(titles != one.titles for one in found) or name == batch.encoding:
            found.append(Sample(name, str(encodings.ENCODINGS.get(name, name.upper())), titles))
    return found


def _titles(raws: Iterable[bytes], batch: Batch, encoding: str) -> list[str]:
    found = []
    for raw in raws:
        try:
            one = prepare(raw, Format(batch.format, batch.dialect, encoding))
        except Damaged as damage:
            found.append(f"– ({damage.reason})")
            continue
        found.append(". ".join(filter(None, (one.author, one.title, str(one.year or "")))))
    return found


def first_rows(batch: Batch, *, limit: int = 4) -> list[list[str]]:
    """Return the first rows of a table under its titles."""
    rows = lists.titles_of(actions.path_of(batch), batch.format)[1]
    return [row[: batch.columns.count()] for row in rows[:limit]]


def counts_of(batch: Batch) -> list[tuple[str, str, int]]:
    """Return what came out: the outcome whose findings can be listed (or nothing), words, how many."""
    words = {
        "new": "Нових записів", "changed": "Оновлено", "same": "Без змін", "duplicate": "Схожих на інші",
        "repaired": "Полагоджено", "rejected": "Не взято", "deleted": "Вилучено",
    }  # fmt: skip
    listed = {"changed", "duplicate", "repaired", "rejected"}
    return [(name if name in listed else "", words[name], getattr(batch, name)) for name in carrying.COUNTS]


def findings(batch: Batch, *, outcome: str = "") -> QuerySet[Finding]:
    """Return what somebody should look at, the rejected first when nothing else is asked."""
    rows = batch.findings.defer("raw")
    return rows.filter(outcome=outcome) if outcome in Finding.Outcome.values else rows.exclude(outcome="changed")


def rejected_raw(batch: Batch) -> Iterable[bytes]:
    """Yield the raw records that were not taken, as they stood in the file."""
    rows = batch.findings.filter(outcome=Finding.Outcome.REJECTED, raw__isnull=False).order_by("number")
    for raw in rows.values_list("raw", flat=True).iterator(chunk_size=50):
        yield bytes(raw or b"")


def locations(origin: Origin) -> QuerySet[Location]:
    """Return the places of storage of a system with how many copies stand there."""
    return Location.objects.filter(origin=origin).select_related("library").annotate(amount=Count("copies"))


def homeless(origin: Origin) -> int:
    """Return how many places of storage are tied to no branch."""
    return Location.objects.filter(origin=origin, library=None).count()
