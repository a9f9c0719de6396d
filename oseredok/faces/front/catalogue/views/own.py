"""«Мій список»: put aside, take away, cite, take to a program."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.base.core.sorting import uk_key
from oseredok.collections.catalogue import citing
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.models import Record
from oseredok.faces.front import today
from oseredok.faces.front.catalogue import lists, own_list
from oseredok.faces.front.catalogue.views.record import address_of


@everyone
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The list; its references stand in Ukrainian order, as a list of literature does."""
    now = timezone.now()
    style = citing.STYLES.get(request.GET.get("style", ""), citing.STYLES["dstu8302"])
    records = own_list.records(request)
    works = [citing.Work.of(record, url=address_of(request, record)) for record in records]
    references = sorted((style.write(work, local_date(now)) for work in works), key=uk_key)
    context = {
        "entries": lists.entries(records),
        "references": references,
        "style": style,
        "styles": citing.STYLES.values(),
        "most": own_list.MOST,
        **today.houses(now=now),
    }
    return render(request, "front/catalogue/own.html", context)


@everyone
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one record aside, or take it away; then back to its page or to the list."""
    record = get_object_or_404(Record.live, pk=pk)
    rest = [number for number in own_list.numbers(request) if number != pk]
    is_taken_away = request.POST.get("do") == "remove"
    to_list = request.POST.get("from") == "list"
    response = redirect("front:own_list" if to_list else path_of(record))
    own_list.put(response, rest if is_taken_away else [pk, *rest], is_secure=request.is_secure())
    return response


@everyone
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    response = redirect("front:own_list")
    own_list.put(response, [], is_secure=request.is_secure())
    return response


@everyone
@never_cache
@require_safe
def file(request: HttpRequest, extension: str) -> HttpResponse:
    """The whole list for a program that keeps references."""
    style = next((one for one in citing.FILES.values() if one.extension == extension), None)
    if style is None:
        raise Http404
    day = local_date(timezone.now())
    works = (citing.Work.of(record, url=address_of(request, record)) for record in own_list.records(request))
    text = "".join(style.write(work, day) for work in works)
    headers = {"Content-Disposition": f'attachment; filename="books.{extension}"'}
    return HttpResponse(text, content_type=style.content_type, headers=headers)
