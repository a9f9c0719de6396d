"""«Мій список»: put aside, take away, cite, send to oneself, print, take to a program."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.sorting import uk_key
from oseredok.collections.catalogue import citing
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.models import Record
from oseredok.faces.front import today
from oseredok.faces.front.catalogue import list_by_mail, lists, own_list
from oseredok.faces.front.catalogue.list_by_mail import MailForm
from oseredok.faces.front.catalogue.views.record import address_of


@everyone
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The list; its references stand in Ukrainian order, as a list of literature does."""
    return _shown(request, MailForm())


@everyone
@never_cache
@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Send the list to its owner; a script in the trap is thanked like a person and nothing goes."""
    form = MailForm(request.POST)
    if form.is_valid() and not form.is_trapped:
        told, works = form.cleaned_data, _works(request, own_list.records(request))
        try:
            list_by_mail.send(request, works, to=told["email"], once=told["once"], now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
    if form.errors:
        return _shown(request, form)
    messages.success(request, _("Лист уже в дорозі. Якщо не прийде за кілька хвилин, гляньте у «Спам»."))
    return redirect("front:own_list")


def _works(request: HttpRequest, records: Sequence[Record]) -> list[citing.Work]:
    return [citing.Work.of(record, url=address_of(request, record)) for record in records]


def _shown(request: HttpRequest, form: MailForm) -> HttpResponse:
    now, records = timezone.now(), own_list.records(request)
    style = citing.STYLES.get(request.GET.get("style", ""), citing.STYLES["dstu8302"])
    references = sorted((style.write(work, local_date(now)) for work in _works(request, records)), key=uk_key)
    context = {
        "entries": lists.entries(records),
        "references": references,
        "style": style,
        "styles": citing.STYLES.values(),
        "most": own_list.MOST,
        "form": form if list_by_mail.is_offered() else None,
        "printed_on": local_date(now),
        **today.houses(now=now),
    }
    return render(request, "front/catalogue/own.html", context, status=422 if form.errors else 200)


@everyone
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one record aside, or take it away; then back to its page or to the list."""
    record = get_object_or_404(Record.live, pk=pk)
    same = {pk, *record.merged.values_list("pk", flat=True)}  # the list may know it by a number that was merged into it
    rest = [number for number in own_list.numbers(request) if number not in same]
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
