"""«Новий запис» and «Змінити опис»: one page by the kind of record, looked at before it is saved."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import Conflict, DomainError
from oseredok.collections.catalogue.cataloguing import actions, looked_up, queries, rules
from oseredok.collections.catalogue.cataloguing.kinds import RARER, SHEETS
from oseredok.collections.catalogue.cataloguing.screen import Screen, edited
from oseredok.collections.catalogue.copying import asking, replies
from oseredok.collections.catalogue.models import Heading, Record
from oseredok.library.people.access import StaffRequest, staff

_FORM = ["GET", "HEAD", "POST"]
_WITHOUT_COPIES = (Record.Kind.ARTICLE, Record.Kind.EDOCUMENT)


@staff(*rules.CATALOGUERS)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """What is there by an ISBN or a title already; else what is described: the kind of record."""
    kinds = [(kind, Record.Kind(kind).label, sheet) for kind, sheet in SHEETS.items()]
    sought = looked_up.Sought.of(request.GET.get("q", ""))
    context = {
        "kinds": kinds,
        "rarer": RARER,
        "sought": sought,
        "targets": looked_up.targets() if sought.is_asked else [],
    }
    return render(request, "catalogue_new/start.html", context, status=422 if sought.error else 200)


@staff(*rules.CATALOGUERS)
@never_cache
@require_safe
def others(request: StaffRequest) -> HttpResponse:
    """What catalogues of other libraries answer; htmx asks for the answers alone."""
    sought = looked_up.Sought.of(request.GET.get("q", ""))
    told = asking.ask(looked_up.targets(), sought.question) if sought.is_asked else []
    context = {"sought": sought, "replies": told, "has_found": any(one.records for one in told)}
    page = "_others.html" if request.htmx else "others.html"
    return render(request, f"catalogue_new/{page}", context)


@staff(*rules.CATALOGUERS)
@never_cache
@require_http_methods(_FORM)
def describe(request: StaffRequest, kind: str) -> HttpResponse:
    """The form of a new record; POST shows what would come of it, adds rows, or saves."""
    if kind not in Record.Kind.values:
        raise Http404
    token = request.POST.get("copied", "")
    found = replies.opened(token) if token else None
    screen = Screen(kind=kind, now=timezone.now(), base=found.described if found else None, first=_first(request.GET))
    context: dict[str, object] = {"kind": Record.Kind(kind), "found": found, "copied": token if found else ""}
    if request.method != "POST" or request.POST.get("do") == "copy":
        return _page(request, screen, context)
    return _answer(request, screen, context)


@staff(*rules.CATALOGUERS)
@never_cache
@require_http_methods(_FORM)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """The same form of a record that is in the catalogue."""
    record = get_object_or_404(Record.present, pk=pk)
    screen = Screen(kind=record.kind, now=timezone.now(), base=record)
    context: dict[str, object] = {"kind": Record.Kind(record.kind), "record": record}
    if request.method != "POST":
        return _page(request, screen, context)
    return _answer(request, screen, context)


def _first(asked: QueryDict) -> dict[str, str]:
    """What an address already tells of a new record."""
    return {"language": "ukr", **{name: asked.get(name, "")[:300] for name in ("isbn", "title")}}


def _answer(request: StaffRequest, screen: Screen, context: dict[str, object]) -> HttpResponse:
    do = request.POST.get("do", "preview")
    if do in ("more:who", "more:about"):
        screen.more[do.partition(":")[2]] += 3
        screen.keep(request.POST)
        return _page(request, screen, context)
    if do.startswith(("take:", "class:")):
        screen.keep(edited(request.POST, do))
        return _page(request, screen, context)
    screen.send(request.POST)
    if do.startswith("save") and screen.is_valid():
        try:
            found = cast("replies.Found | None", context.get("found"))
            return _saved(request, screen, found, is_another=do == "save-another")
        except Conflict as refusal:
            if refusal.code != "alike":
                messages.error(request, refusal.message)
            return _page(request, screen, context | {"refusal": refusal})
    return _page(request, screen, context)


def _saved(request: StaffRequest, screen: Screen, found: replies.Found | None, *, is_another: bool) -> HttpResponse:
    told, now = screen.described(), timezone.now()
    if isinstance(screen.base, Record):
        record = actions.change_record(record=screen.base, duty=request.duty, described=told, now=now)
        messages.success(request, _("Збережено."))
        return redirect("catalogue_records:record", record.pk)
    copied = actions.Copied(found.raw, found.how, found.described) if found else None
    record = actions.make_record(duty=request.duty, described=told, copied=copied, is_another=is_another, now=now)
    if record.kind in _WITHOUT_COPIES:
        messages.success(request, _("Записано. Читачі вже можуть знайти цей запис."))
        return redirect("catalogue_records:record", record.pk)
    messages.success(request, _("Опис записано. Тепер примірники."))
    return redirect("catalogue_new:copies", record.pk)


def _page(request: StaffRequest, screen: Screen, context: dict[str, object]) -> HttpResponse:
    context = {**context, "screen": screen}
    if screen.sent is not None and screen.is_valid():
        context["preview"] = screen.preview()
    if request.htmx and request.POST.get("do") == "preview":
        return render(request, "catalogue_new/_preview.html", context)
    status = 422 if screen.errors or context.get("refusal") else 200
    return render(request, "catalogue_new/describe.html", context, status=status)


@staff(*rules.CATALOGUERS)
@never_cache
@require_safe
def suggest(request: StaffRequest) -> HttpResponse:
    """Options for a field: headings and journals that are written so already."""
    what = request.GET.get("kind", "")
    told = _of(request.GET, "-name", "-text", "host_title")
    if what == "serial":
        return render(request, "catalogue_new/_options.html", {"serials": queries.suggested_serials(told[:300])})
    kinds = [_of(request.GET, "-kind")] if what == "about" else [Heading.Kind.PERSON, Heading.Kind.BODY]
    return render(request, "catalogue_new/_options.html", {"headings": queries.suggested(kinds, told[:300])})


def _of(asked: QueryDict, *endings: str) -> str:
    """The value of the first parameter whose name ends so: a row's field has its row's number before."""
    return next((asked.get(name, "") for name in asked if name.endswith(endings)), "")


@staff(*rules.CATALOGUERS)
@require_POST
def verb(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    """Take a record out of the catalogue, or put it back."""
    record = get_object_or_404(Record, pk=pk)
    do = actions.withdraw_record if what == "withdraw" else actions.bring_back
    try:
        do(record=record, duty=request.duty, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, _("Запис вилучено з каталогу.") if what == "withdraw" else _("Запис знову в каталозі.")
        )
    return redirect("catalogue_records:record", pk)
