"""`/api/v1/`: what programs and pages of other sites read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from oseredok.base.core.access import protocol
from oseredok.collections.catalogue.models import Heading, Record, is_live
from oseredok.collections.catalogue.writing import plain
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.faces.machines.api import description, filters
from oseredok.faces.machines.api.parameters import BadParameter, Parameter, read
from oseredok.faces.machines.limits import a_minute
from oseredok.faces.machines.site import site_of

Answer = Callable[..., dict[str, Any]]


class NoSuch(Exception):  # noqa: N818 - what it is
    """There is nothing at this address."""


def answers(*declared: Parameter) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """Make a view of a function that returns what JSON says: parameters read, faults told, any site may ask."""

    def made(answer: Answer) -> Callable[..., HttpResponseBase]:
        @wraps(answer)
        def view(request: HttpRequest, **where: Any) -> HttpResponseBase:
            try:
                response = _json(answer(request, read(request.GET, declared), **where))
            except BadParameter as fault:
                response = _problem(400, fault.words, fault.name)
            except NoSuch:
                response = _problem(404, "There is nothing here.")
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return protocol(require_http_methods(["GET", "HEAD"])(a_minute(240, name="api")(view)))

    return made


def _json(told: Mapping[str, Any], status: int = 200, kind: str = "application/json") -> JsonResponse:
    return JsonResponse(told, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False})


def _problem(status: int, words: str, parameter: str | None = None) -> JsonResponse:
    title = "Not found" if status == 404 else "Bad request"
    told = {"title": title, "status": status, "detail": words, "parameter": parameter}
    return _json(told, status, "application/problem+json")


@answers()
def openapi(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    return description.document(site_of(request))


@answers(*filters.PARAMETERS, *description.PAGING)
def records(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    chosen = filters.chosen(told, now=timezone.now())
    begin = told["offset"]
    pks = list(chosen.records.values_list("pk", flat=True)[begin : begin + told["limit"]])
    items = [plain.record(entry) for entry in site_of(request).entries(pks)]
    return _page(request, told, chosen.records.count(), items) | {"meant": chosen.meant or None}


@answers()
def record(request: HttpRequest, told: dict[str, Any], pk: str) -> dict[str, Any]:
    return plain.record(_entry(request, pk))


@answers()
def copies(request: HttpRequest, told: dict[str, Any], pk: str) -> dict[str, Any]:
    return {"items": [plain.copy(one) for one in _entry(request, pk).copies]}


@answers(*description.HEADINGS)
def headings(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    found = Heading.objects.filter(kind=told["kind"]) if "kind" in told else Heading.objects.all()
    if "begins" in told:
        found = found.filter(text__istartswith=told["begins"])
    live = Count("mentions__record", filter=is_live("mentions__record"), distinct=True)
    begin = told["offset"]
    rows = found.annotate(found=live).order_by("sort_key", "pk")[begin : begin + told["limit"]]
    items = [{"id": one.pk, "kind": one.kind, "text": one.text, "records": one.found} for one in rows]
    return _page(request, told, found.count(), items)


@answers()
def nothing(request: HttpRequest, told: dict[str, Any], rest: str) -> dict[str, Any]:
    raise NoSuch


def _page(request: HttpRequest, told: dict[str, Any], total: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    after = told["offset"] + told["limit"]
    onward = None
    if after < total and after <= 10_000:
        sent = request.GET.copy()
        sent["offset"] = str(after)
        onward = f"{site_of(request).base}{request.path}?{sent.urlencode()}"
    return {"total": total, "items": items, "next": onward}


def _entry(request: HttpRequest, pk: str) -> Entry:
    """Return a record that is there. Raises NoSuch."""
    is_number = pk.isascii() and pk.isdigit() and int(pk[:20]) <= description.HIGHEST_ID
    if is_number and len(pk) < 20 and Record.live.filter(pk=int(pk)).exists():
        return next(site_of(request).entries([int(pk)]))
    raise NoSuch
