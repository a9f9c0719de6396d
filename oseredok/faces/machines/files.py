"""Anything found, as a file: what a page of the catalogue leads to with the same choice that it shows."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.writing.files import FORMATS
from oseredok.faces.machines.api.filters import PARAMETERS, chosen
from oseredok.faces.machines.api.parameters import BadParameter, choice, integer, read, text
from oseredok.faces.machines.limits import a_minute
from oseredok.faces.machines.site import site_of

MOST = 5_000
_IDS = text("ids", "Numbers of records, parted by commas: these, in this order.", 8_000)
_DECLARED = (
    *PARAMETERS,
    _IDS,
    choice("format", "The format of the file.", list(FORMATS), "marc"),
    integer("offset", "How many records to pass over.", 0, 10_000_000, 0),
)


@everyone
@require_safe
@a_minute(30, name="files")
def export(request: HttpRequest) -> HttpResponseBase:
    """Send at most `MOST` records; the file's name tells which of how many, `offset` gives the next."""
    try:
        told = read(request.GET, _DECLARED)
    except BadParameter as fault:
        raise BadRequest(f"{fault.name}: {fault.words}") from None
    begin, kind = told["offset"], FORMATS[told["format"]]
    if "ids" in told:
        pks, total = _named(told["ids"]), 0
    else:
        found = chosen(told, now=timezone.now()).records
        pks, total = list(found.values_list("pk", flat=True)[begin : begin + MOST]), found.count()
    name = f"records-{begin + 1}-{begin + len(pks)}-of-{total}" if total > len(pks) else "records"
    response = StreamingHttpResponse(kind.write(site_of(request).entries(pks)), content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind.ending}"'
    return response


def _named(ids: str) -> list[int]:
    """Return the records of a list that are there, in its order."""
    wanted = [int(one) for one in ids.split(",") if one.strip().isascii() and one.strip().isdigit() and len(one) < 16]
    there = set(Record.live.filter(pk__in=wanted[:MOST]).values_list("pk", flat=True))
    return [pk for pk in dict.fromkeys(wanted) if pk in there]
