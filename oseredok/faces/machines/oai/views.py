"""`/oai/`: what a harvester asks, by GET or POST."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from oseredok.base.core.access import protocol
from oseredok.collections.catalogue.writing.xml import document, fit, leaf
from oseredok.faces.machines.limits import a_minute
from oseredok.faces.machines.oai import answers
from oseredok.faces.machines.oai.arguments import checked
from oseredok.faces.machines.oai.errors import Refused
from oseredok.faces.machines.site import site_of


@protocol
@require_http_methods(["GET", "HEAD", "POST"])
@a_minute(240, name="oai", status=503)
def oai(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    site = site_of(request)
    base_url = f"{site.base}{reverse('programs:oai')}"
    root = answers.envelope(timezone.now())
    asked = leaf(root, "request", base_url)
    try:
        told = checked(sent)
        asked.attrib.update({name: fit(value) for name, value in told.items()})
        answers.answer(root, told, site, base_url)
    except Refused as refusal:
        if refusal.code in ("badVerb", "badArgument"):
            asked.attrib.clear()
        leaf(root, "error", refusal.words, code=refusal.code)
    return HttpResponse(document(root), content_type="text/xml; charset=utf-8")
