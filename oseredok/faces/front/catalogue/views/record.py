"""One record: its page, and its citation as a file."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue import beside, citing
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.models import Record
from oseredok.faces.front import today
from oseredok.faces.front.catalogue import own_list, record_page, structured


@everyone
@require_safe
def record(request: HttpRequest, pk: int, words: str = "") -> HttpResponse:
    """The number is the permanent part of the address: other words after it lead to the right ones."""
    now = timezone.now()
    found = get_object_or_404(Record, pk=pk)
    if not found.is_live:
        return _gone(request, found)
    if request.path != path_of(found):
        return redirect(path_of(found), permanent=True)
    page = record_page.load(found, address=address_of(request, found), today=local_date(now))
    context = {
        "page": page,
        "record": found,
        "structured": structured.described(page),
        "offers": beside.buttons(found, now=now),
        "is_put_aside": pk in own_list.numbers(request),
        **today.houses(now=now),
    }
    return render(request, "front/catalogue/record.html", context)


def _gone(request: HttpRequest, record: Record) -> HttpResponse:
    """Lead to the record that describes the same book, if there is one; else say that it has gone (410).

    Of a hidden record not a word is told.
    """
    if record.merged_into is not None and record.merged_into.is_live:
        return redirect(path_of(record.merged_into), permanent=False)
    same = Record.live.filter(match_key=record.match_key).order_by("pk").first()
    if same is not None:
        return redirect(path_of(same))
    context = {
        "record": record,
        "shown_title": record.title if record.deleted_at else "",
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/catalogue/record_gone.html", context, status=410)


def address_of(request: HttpRequest, record: Record) -> str:
    """Return the whole permanent address, without a language: what is cited, sent and printed."""
    with translation.override("uk"):
        path = path_of(record)
    return f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)


@everyone
@require_safe
def citation(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    style = next((one for one in citing.FILES.values() if one.extension == extension), None)
    if style is None:
        raise Http404
    found = get_object_or_404(Record.live, pk=pk)
    work = citing.Work.of(found, url=address_of(request, found))
    headers = {"Content-Disposition": f'attachment; filename="record-{pk}.{extension}"'}
    text = style.write(work, local_date(timezone.now()))
    return HttpResponse(text, content_type=style.content_type, headers=headers)
