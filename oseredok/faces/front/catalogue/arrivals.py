"""What has come into the catalogue lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.clock import local_date
from oseredok.base.ui.parts import FacetGroup, Link
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.places import queries as places

PERIODS: dict[str, str | Promise] = {"30": lazy("За місяць"), "90": lazy("За три місяці"), "365": lazy("За рік")}
_USUAL = "90"
_MOST = 5000
"""Of a catalogue that was brought in yesterday everything is new: no more than this many are ever looked at."""
_KINDS = (Record.Kind.BOOK, Record.Kind.LOCAL, Record.Kind.ISSUE, Record.Kind.ARTICLE, Record.Kind.EDOCUMENT)


@dataclass(frozen=True)
class Asked:
    """What new arrivals are narrowed by; what makes no sense is left out."""

    period: str = _USUAL
    branch: str = ""
    kind: str = ""

    @classmethod
    def of(cls, request: HttpRequest, *, now: datetime) -> Asked:
        period, branch, kind = (request.GET.get(name, "") for name in ("period", "branch", "kind"))
        known = {library.code for library in places.libraries(on=local_date(now))}
        return cls(
            period if period in PERIODS else _USUAL,
            branch if branch in known else "",
            kind if kind in Record.Kind.values else "",
        )

    def url(self, name: str = "front:arrivals", **changed: str) -> str:
        """Return the address of the same list with something else asked for."""
        told = {"period": self.period, "branch": self.branch, "kind": self.kind, **changed}
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in told.items() if value and (key, value) != ("period", _USUAL)})
        return reverse(name) + (f"?{query.urlencode()}" if query else "")


def found(asked: Asked, *, now: datetime) -> QuerySet[Record]:
    """Return the new records, the newest first."""
    newest = Record.live.filter(made_at__gte=now - timedelta(days=int(asked.period))).order_by("-pk")
    oldest = Record.live.order_by("-pk").values_list("pk", flat=True)[_MOST : _MOST + 1].first()
    if oldest is not None:
        newest = newest.filter(pk__gt=oldest)
    if asked.kind:
        newest = newest.filter(kind=asked.kind)
    if asked.branch:
        there = Copy.objects.filter(record=OuterRef("pk"), location__library__code=asked.branch)
        newest = newest.filter(Exists(there))
    return newest


def facets(asked: Asked, *, now: datetime) -> list[FacetGroup]:
    """Return what the list may be narrowed by."""
    groups = [
        FacetGroup(_("Коли"), [Link(asked.url(period=code), str(name), asked.period == code) for code, name in PERIODS.items()]),
        FacetGroup(_("Вид"), [_all(asked, "kind"), *(Link(asked.url(kind=kind), str(kind.label), asked.kind == kind) for kind in _KINDS)]),
    ]  # fmt: skip
    libraries = places.libraries(on=local_date(now))
    if len(libraries) > 1:
        links = [Link(asked.url(branch=one.code), one.short_name, asked.branch == one.code) for one in libraries]
        groups.append(FacetGroup(_("Бібліотека"), [_all(asked, "branch"), *links]))
    return groups


def _all(asked: Asked, name: str) -> Link:
    return Link(asked.url(**{name: ""}), _("усе"), not getattr(asked, name))
