"""«Документи»: the register, one document with its files, adding and correcting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.ui.parts import Link
from oseredok.faces.office.audience import DOCUMENTS, DOCUMENTS_WRITERS
from oseredok.library.documents import actions, files, queries, rules
from oseredok.library.documents.forms import DocumentFileForm, DocumentForm
from oseredok.library.documents.kinds import KINDS
from oseredok.library.documents.models import Document
from oseredok.library.people.access import StaffRequest, after_closing, staff

OLD = "old"


@staff(*DOCUMENTS)
@require_safe
def documents(request: StaffRequest) -> HttpResponse:
    """What is in force, by kinds; what is not any more stands apart."""
    chosen = request.GET.get("kind", "")
    rows = queries.seen_by(request.duty, on=local_date(timezone.now()))
    known = {row.document.kind for row in rows}
    values = {
        "rows": [row for row in rows if _is_chosen(row, chosen)],
        "tabs": [
            Link("?", _("Чинні"), not chosen),
            *(Link(f"?kind={one}", str(KINDS[one]), chosen == one) for one in Document.Kind if one in known),
            Link(f"?kind={OLD}", _("Не чинні"), chosen == OLD),
        ],
        "may_write": request.duty.may(*DOCUMENTS_WRITERS),
    }
    return render(request, "office/documents/list.html", values)


def _is_chosen(row: queries.Row, chosen: str) -> bool:
    is_old = row.state in (rules.State.EXPIRED, rules.State.REPLACED)
    if chosen == OLD:
        return is_old
    return row.document.kind == chosen if chosen else not is_old


@staff(*DOCUMENTS)
@require_safe
def document(request: StaffRequest, public_id: UUID) -> HttpResponse:
    return _page(request, _found(request, public_id), DocumentFileForm())


@after_closing
@staff(*DOCUMENTS_WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new line; kind and number are suggested."""
    now = timezone.now()
    kind = request.GET.get("kind", "")
    kind = kind if kind in Document.Kind.values else Document.Kind.ORDER.value
    today = local_date(now)
    known = {"kind": kind, "dated": today, "number": queries.suggested_number(kind=kind, year=today.year)}
    form = DocumentForm(request.POST if request.method == "POST" else None, duty=request.duty, initial=known)
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_document(details=form.details(), duty=request.duty, now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Документ у реєстрі. Додайте файл."))
            return redirect("office:document", made.public_id)
    kinds = [Link(f"?kind={one}", str(one.label).capitalize(), one == kind) for one in Document.Kind]
    values = {"form": form, "kinds": kinds}
    return render(request, "office/documents/form.html", values, status=422 if form.errors else 200)


@after_closing
@staff(*DOCUMENTS_WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = _found(request, public_id)
    form = DocumentForm(request.POST if request.method == "POST" else None, duty=request.duty, document=found)
    if form.is_bound and form.is_valid():
        try:
            actions.correct_document(document=found, details=form.details(), duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Зміни збережено."))
            return redirect("office:document", public_id)
    values = {"form": form, "document": found}
    return render(request, "office/documents/form.html", values, status=422 if form.errors else 200)


@after_closing
@staff(*DOCUMENTS_WRITERS)
@require_POST
def add_file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = _found(request, public_id)
    form = DocumentFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_file(document=found, file=form.cleaned_data["file"], duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Файл додано."))
            return redirect("office:document", public_id)
    return _page(request, found, form)


@after_closing
@staff(*DOCUMENTS_WRITERS)
@require_POST
def remove_file(request: StaffRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    found = _found(request, public_id)
    file = found.files.filter(public_id=file_id).first()
    if file is None:
        raise Http404
    try:
        actions.remove_file(file=file, duty=request.duty)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Файл вилучено."))
    return redirect("office:document", public_id)


@staff(*DOCUMENTS)
@require_safe
def file(request: StaffRequest, public_id: UUID, file_id: UUID) -> FileResponse:
    found = _found(request, public_id).files.filter(public_id=file_id).first()
    if found is None:
        raise Http404
    return files.response(found)


def _found(request: StaffRequest, public_id: UUID) -> Document:
    """A document that this person may not read is not there."""
    found = queries.documents().filter(public_id=public_id).first()
    if found is None or not rules.can_see(found, request.duty):
        raise Http404
    return found


def _page(request: StaffRequest, found: Document, form: DocumentFileForm) -> HttpResponse:
    (row,) = queries.rows([found], on=local_date(timezone.now()))
    values = {
        "row": row,
        "document": found,
        "form": form,
        "may_write": rules.can_write(request.duty, place_id=found.place_id),
        "sees_replaces": found.replaces is not None and rules.can_see(found.replaces, request.duty),
        "sees_replacement": row.replacement is not None and rules.can_see(row.replacement, request.duty),
    }
    return render(request, "office/documents/document.html", values, status=422 if form.errors else 200)
