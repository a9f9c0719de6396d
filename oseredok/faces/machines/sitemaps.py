"""Maps of the catalogue for search engines: an index, and parts by numbers of records."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.writing.xml import DECLARATION, document, element_bytes, leaf
from oseredok.faces.machines.limits import a_minute
from oseredok.faces.machines.site import Site, site_of

PART = 10_000  # numbers of records; a map may hold 50,000 addresses
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@everyone
@require_safe
@a_minute(60, name="maps")
def index(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    root = Element("sitemapindex", {"xmlns": _NAMESPACE})
    for part in range(1, _parts() + 1):
        leaf(leaf(root, "sitemap"), "loc", site.base + reverse("programs:sitemap_part", args=[part]))
    return HttpResponse(document(root), content_type="application/xml; charset=utf-8")


@everyone
@require_safe
@a_minute(60, name="maps")
def part(request: HttpRequest, number: int) -> HttpResponseBase:
    if not 1 <= number <= _parts():
        raise Http404
    return StreamingHttpResponse(_rows(site_of(request), number), content_type="application/xml; charset=utf-8")


def _parts() -> int:
    """Return how many parts there are; one of an empty catalogue."""
    highest: int = Record.live.aggregate(highest=Max("pk"))["highest"] or 1
    return (highest - 1) // PART + 1


def _rows(site: Site, number: int) -> Iterator[bytes]:
    yield DECLARATION + f'<urlset xmlns="{_NAMESPACE}">\n'.encode()
    first = (number - 1) * PART
    found = Record.live.filter(pk__gt=first, pk__lte=first + PART).order_by("pk").only("pk", "title", "changed_at")
    for record in found.iterator(chunk_size=1_000):
        row = Element("url")
        leaf(row, "loc", site.page_of(record))
        leaf(row, "lastmod", f"{record.changed_at:%Y-%m-%d}")
        yield element_bytes(row) + b"\n"
    yield b"</urlset>\n"
