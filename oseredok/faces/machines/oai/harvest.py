"""Which records a harvester gets next. The order is that of change, so that whatever changes while a list is read comes
again later in it, and nothing is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.db.models import Min, QuerySet

from oseredok.collections.catalogue.models import Record, Tombstone
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.faces.machines import finding
from oseredok.faces.machines.oai.arguments import ALWAYS, Span
from oseredok.faces.machines.oai.errors import Refused
from oseredok.faces.machines.site import Site
from oseredok.library.places import queries as places

PAGE = 100
_SALT = "oseredok.machines.oai"
_KIND, _BRANCH = "kind-", "branch-"


@dataclass(frozen=True)
class Place:
    """Where a list stands: what it is of, after which record it goes on, how many were given and how many there were."""

    verb: str
    prefix: str
    set_spec: str = ""
    span: Span = ALWAYS
    after: tuple[datetime, int] | None = None
    given: int = 0
    size: int = 0

    def token(self) -> str:
        """Return a resumption token: signed, and good for ever."""
        moments = [_number(self.span.since), _number(self.span.before)]
        after = [_number(self.after[0]), self.after[1]] if self.after else []
        told = [self.verb, self.prefix, self.set_spec, *moments, after, self.given, self.size]
        return signing.dumps(told, salt=_SALT, compress=True)


def resumed(token: str, verb: str) -> Place:
    """Return where a list stopped. Raises Refused (badResumptionToken)."""
    try:
        told_verb, prefix, set_spec, since, before, after, given, size = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused("badResumptionToken", "This token was not given here.") from None
    if told_verb != verb:
        raise Refused("badResumptionToken", f"This token is of {told_verb}.")
    moment = _moment(after[0])
    place = (moment, after[1]) if moment is not None else None
    return Place(verb, prefix, set_spec, Span(_moment(since), _moment(before)), place, given, size)


def next_page(place: Place) -> tuple[list[int], Place | None]:
    """Return ids of the next records and where the list goes on; None at its end. Raises Refused (noRecordsMatch)."""
    found, buried = _of(place), _buried(place)
    if not place.given:
        place = replace(place, size=found.count() + buried.count())
    rows = sorted(
        [*_rows(found, "pk", "changed_at", place.after), *_rows(buried, "record", "gone_at", place.after)], key=_turn
    )
    if not rows:
        raise Refused("noRecordsMatch", "No record has changed then, or the set holds none.")
    page, has_more = rows[:PAGE], len(rows) > PAGE
    onward = replace(place, after=(page[-1][1], page[-1][0]), given=place.given + len(page)) if has_more else None
    return [pk for pk, _moment in page], onward


def told(pks: Sequence[int], site: Site) -> Iterator[Entry | Tombstone]:
    """Yield each record, or its tombstone, in the order asked for. Unknown numbers are passed over."""
    found: dict[int, Entry | Tombstone] = {entry.record.pk: entry for entry in site.entries(pks)}
    found |= Tombstone.objects.in_bulk([pk for pk in pks if pk not in found])
    return (found[pk] for pk in pks if pk in found)


def sets() -> list[tuple[str, str]]:
    """Return specs and names of the sets: kinds of records and libraries that have copies."""
    kinds = [(_KIND + kind.value, str(kind.label)) for kind in Record.Kind]
    return kinds + [(_BRANCH + library.code, library.short_name) for library in places.libraries()]


def set_specs(kind: str, branches: list[str]) -> list[str]:
    """Return the sets that a record belongs to."""
    return [_KIND + kind, *(_BRANCH + code for code in branches)]


def earliest() -> datetime:
    """Return the moment of the record that has not changed for longest; of an empty catalogue, the beginning of 2000."""
    found = [
        Record.objects.aggregate(first=Min("changed_at"))["first"],
        Tombstone.objects.aggregate(first=Min("gone_at"))["first"],
    ]
    return min((one for one in found if one), default=datetime(2000, 1, 1, tzinfo=UTC))


def _of(place: Place) -> QuerySet[Record]:
    found = Record.objects.all()  # what has gone too: harvesters are told of it
    if place.set_spec:
        if place.set_spec not in dict(sets()):
            raise Refused("noRecordsMatch", "There is no such set: ListSets names them all.")
        kind, _sep, code = place.set_spec.partition("-")
        found = found.filter(finding.kind(code) if kind == "kind" else finding.at_branch(code))
    if place.span.since is not None:
        found = found.filter(changed_at__gte=place.span.since)
    if place.span.before is not None:
        found = found.filter(changed_at__lt=place.span.before)
    return found


def _buried(place: Place) -> QuerySet[Tombstone]:
    """What was taken back whole after harvesters could have had it."""
    found = Tombstone.objects.all()
    if place.set_spec:
        kind, _sep, code = place.set_spec.partition("-")
        found = found.filter(kind=code) if kind == "kind" else found.filter(branches__contains=f"|{code}|")
    if place.span.since is not None:
        found = found.filter(gone_at__gte=place.span.since)
    if place.span.before is not None:
        found = found.filter(gone_at__lt=place.span.before)
    return found


def _turn(row: tuple[int, datetime]) -> tuple[datetime, int]:
    return row[1], row[0]


def _rows(found: QuerySet[Any], pk: str, moment: str, after: tuple[datetime, int] | None) -> list[tuple[int, datetime]]:
    # An import changes thousands at one moment: those of the same moment are a question of their own, so that each page
    # costs the same.
    ordered = found.order_by(moment, pk).values_list(pk, moment)
    if after is None:
        return list(ordered[: PAGE + 1])
    rows = list(ordered.filter(**{moment: after[0], f"{pk}__gt": after[1]})[: PAGE + 1])
    return rows + list(ordered.filter(**{f"{moment}__gt": after[0]})[: PAGE + 1 - len(rows)])


def _number(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
