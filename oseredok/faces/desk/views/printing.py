"""«Друк»: the counter of pages, files that wait for their code, what the queue is doing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.faces.desk.forms import posted
from oseredok.faces.desk.print_screen import Board
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.printing import actions, files, queries, rules, words
from oseredok.services.printing.forms import CodeForm, CountForm, PrintForm, RefuseForm, TakeBackForm
from oseredok.services.printing.models import PrintFile, PrintJob
from oseredok.services.visits import actions as visits
from oseredok.services.visits import queries as visit_queries


@staff(*DESK)
@never_cache
@require_safe
def board(request: StaffRequest) -> HttpResponse:
    return _board(request)


def _board(request: StaffRequest, *, error: str = "", code: CodeForm | None = None) -> HttpResponse:
    shown = Board(duty=request.duty, now=timezone.now(), visit_id=request.session.get("desk_visit", ""))
    values = {"board": shown, "error": error, "code_form": code or CodeForm()}
    is_wrong = error or (code is not None and code.errors)
    return render(request, "desk/printing/board.html", values, status=422 if is_wrong else 200)


@staff(*DESK)
@require_POST
def count(request: StaffRequest) -> HttpResponse:
    """Record pages: the same action as the quick entry of «Сьогодні», so «друк 6» means the same there and here."""
    now = timezone.now()
    place = request.duty.place
    form = CountForm(request.POST, kinds=[one.kind for one in queries.counted_today(place=place, now=now)])
    if not form.is_valid():
        return _board(request, error=form.first_error())
    told = form.cleaned_data
    try:
        visits.record_service(
            kind=told["kind"],
            place=place,
            staff=request.duty.account,
            now=now,
            visit=visit_queries.visit_here(place=place, public_id=str(told["visit"] or ""), on=Board.day_of(now)),
            key=told["key"] or None,
            quantity=told["pages"],
        )
    except DomainError as error:
        return _board(request, error=error.message)
    pages = counted(told["pages"], "сторінка", "сторінки", "сторінок")
    messages.success(request, _("Записано: {what}, {pages}.").format(what=told["kind"].short_name, pages=pages))
    return redirect("desk:printing")


@staff(*DESK)
@require_POST
def undo(request: StaffRequest, gesture: UUID) -> HttpResponse:
    """Take a record of the counter back within ten minutes."""
    try:
        visits.undo(gesture=gesture, place=request.duty.place, staff=request.duty.account, now=timezone.now())
    except DomainError as error:
        return _board(request, error=error.message)
    messages.success(request, _("Скасовано. Запис лишився в журналі закресленим."))
    return redirect("desk:printing")


@staff(*DESK)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Open the file of a code. Sent, not asked by address: addresses are logged."""
    form = CodeForm(request.POST)
    if form.is_valid():
        found = queries.by_code(form.cleaned_data["code"], now=timezone.now())
        if found is not None:
            return redirect("desk:print_file", found.public_id)
        form.add_error("code", _("Файлу з таким кодом немає: перевірте цифри. Через добу файли стираємо."))
    return _board(request, code=form)


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """One file: look, choose how, print."""
    now = timezone.now()
    found = _file(public_id)
    settings = queries.settings_of(request.duty.place)
    form = PrintForm(posted(request), settings=settings)
    if request.method == "POST" and form.is_valid():
        verb = actions.print_by_hand if request.POST.get("do") == "by_hand" else actions.print_file
        try:
            job = verb(file=found, place=request.duty.place, staff=request.duty.account, how=form.how(), now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _told(job))
            return redirect("desk:printing")
    values = {
        "file": found,
        "form": form,
        "settings": settings,
        "refuse_form": RefuseForm(),
        "price": words.price(settings.free_pages),
        "is_elsewhere": found.library_id != request.duty.place.pk,
        "can_print": found.state == PrintFile.State.WAITING,
    }
    return render(request, "desk/printing/file.html", values, status=422 if form.errors else 200)


def _told(job: PrintJob) -> str:
    pages = counted(job.all_pages, "сторінка", "сторінки", "сторінок")
    if job.way == PrintJob.Way.QUEUE:
        return _("Надіслано на принтер: {pages}. Запишемо, щойно надрукує.").format(pages=pages)
    return _("Записано: {pages}. Файл стерто.").format(pages=pages)


@staff(*DESK)
@never_cache
@require_safe
def open_file(request: StaffRequest, public_id: UUID) -> HttpResponseBase:
    """The PDF, to be printed by hand."""
    return files.to_save(_file(public_id))


@staff(*DESK)
@never_cache
@require_safe
def first_page(request: StaffRequest, public_id: UUID) -> HttpResponseBase:
    return files.first_page(_file(public_id))


@staff(*DESK)
@require_POST
def refuse(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Delete the file; the person's page says why."""
    form = RefuseForm(request.POST)
    try:
        if not form.is_valid():
            messages.error(request, str(form.errors["why"][0]))
            return redirect("desk:print_file", public_id)
        actions.refuse_file(file=_file(public_id), why=form.cleaned_data["why"], now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Файл стерто. Людина побачить причину на своїй сторінці."))
    return redirect("desk:printing")


@staff(*DESK)
@never_cache
@require_safe
def jobs(request: StaffRequest) -> HttpResponse:
    """Ask the queue, then show the jobs: a part for the page that asks by itself, the whole page otherwise."""
    actions.follow_jobs(now=timezone.now(), place=request.duty.place)
    if not request.htmx:
        return redirect("desk:printing")
    shown = Board(duty=request.duty, now=timezone.now(), visit_id="")
    return render(request, "desk/printing/_jobs.html", {"board": shown})


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """One printing, and taking its record back."""
    found = _job(request, public_id)
    form = TakeBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(
                job=found, staff=request.duty.account, now=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Скасовано. Запис лишився в журналі закресленим."))
            return redirect("desk:printing")
    values: dict[str, Any] = {"job": found, "form": form, "can_take_back": rules.can_take_back(found)}
    return render(request, "desk/printing/job.html", values, status=422 if form.errors else 200)


@staff(*DESK)
@require_POST
def cancel_job(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take an open job out of the queue; the file waits again."""
    try:
        actions.cancel_job(job=_job(request, public_id), now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Друк скасовано. Файл знову чекає."))
    return redirect("desk:printing")


def _file(public_id: UUID) -> PrintFile:
    now = timezone.now()
    found = queries.sent_file(public_id, now=now)
    if found is None or not rules.is_live(found, now=now):
        raise Http404
    return found


def _job(request: StaffRequest, public_id: UUID) -> PrintJob:
    return get_object_or_404(
        PrintJob.objects.select_related("staff", "place"), public_id=public_id, place=request.duty.place
    )
