"""`/sru/`: what a client of SRU asks, by GET or POST."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from oseredok.base.core.access import protocol
from oseredok.collections.catalogue.writing.xml import document
from oseredok.faces.machines.limits import a_minute
from oseredok.faces.machines.site import site_of
from oseredok.faces.machines.sru import answers
from oseredok.faces.machines.sru.answers import Answer
from oseredok.faces.machines.sru.asked import VERSIONS, asked, version_of
from oseredok.faces.machines.sru.diagnostics import Diagnostic


@protocol
@require_http_methods(["GET", "HEAD", "POST"])
@a_minute(240, name="sru", status=503)
def sru(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    site = site_of(request)
    operation, version = "explain", VERSIONS["2.0"]
    try:
        version = version_of(sent)
        told = asked(sent, version)
        operation = told.operation
        answer = Answer(operation, version)
        match operation:
            case "searchRetrieve":
                answers.search(answer, told, site)
            case "scan":
                answers.scan(answer, told)
            case _:
                answers.explain(answer, told, site, f"{site.base}{reverse('programs:sru')}")
    except Diagnostic as fault:
        answer = Answer(operation if operation != "explain" else "searchRetrieve", version)
        answer.refuse(fault)
    return HttpResponse(document(answer.root), content_type="text/xml; charset=utf-8")
