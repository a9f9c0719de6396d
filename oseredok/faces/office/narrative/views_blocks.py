"""Blocks of a report: add, write (saved by itself while one types), illustrate, move, take out, bring back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.faces.office.narrative.forms import BlockForm, ConsentForm, PhotoForm
from oseredok.faces.office.narrative.views import found
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.site import queries as site
from oseredok.library.site import richtext
from oseredok.management.reports.narrative import block_actions, photos, queries, rules
from oseredok.management.reports.narrative.models import Block, FormerText

AUTOSAVE = "X-Autosave"


def _block(request: StaffRequest, public_id: UUID, pk: int) -> Block:
    report = found(request, public_id)
    return get_object_or_404(Block.objects.select_related("report", "changed_by"), pk=pk, report=report)


@staff(*rules.WRITERS)
@require_POST
def add(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A new block at the end; its page opens at once."""
    report = found(request, public_id)
    try:
        block = block_actions.add_block(
            report=report, kind=request.POST.get("kind", ""), duty=request.duty, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:report", public_id)
    return redirect("office:report_block", public_id, block.pk)


@staff(*rules.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    """What a block says; a script saves it by itself, the button saves it in any case."""
    one = _block(request, public_id, pk)
    refusal = rules.refusal(rules.check_can_edit, one.report, request.duty, place_ids=queries.ids_of(one.report))
    if refusal and request.method != "POST":
        messages.error(request, refusal)
        return redirect("office:report", public_id)
    form = BlockForm(request.POST if request.method == "POST" else None, block=one)
    if AUTOSAVE in request.headers:
        return _autosaved(request, one, form)
    return _saved(request, one, form) if form.is_bound and form.is_valid() else _form(request, one, form)


def _autosaved(request: StaffRequest, one: Block, form: BlockForm) -> HttpResponse:
    if not form.is_valid():
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"said": " ".join(said)}, status=422)
    try:
        kept = _write(request, one, form)
    except Conflict as error:
        return JsonResponse({"said": error.message}, status=409)
    except DomainError as error:
        return JsonResponse({"said": error.message}, status=422)
    return JsonResponse({"version": kept.version, "said": _("Збережено.")})


def _write(request: StaffRequest, one: Block, form: BlockForm) -> Block:
    return block_actions.write_block(
        block=one, words=form.words(), seen=form.cleaned_data["seen"], duty=request.duty, now=timezone.now()
    )


def _saved(request: StaffRequest, one: Block, form: BlockForm) -> HttpResponse:
    try:
        _write(request, one, form)
    except Conflict as error:
        return _both_texts(request, one, form, error)
    except DomainError as error:
        add_to_form(form, error)
        return _form(request, one, form)
    messages.success(request, _("Збережено."))
    return redirect("office:report", one.report.public_id)


def _both_texts(request: StaffRequest, one: Block, form: BlockForm, error: Conflict) -> HttpResponse:
    """Somebody else was first: their words beside these. Saving once more keeps these and puts theirs among the former."""
    theirs = Block.objects.select_related("changed_by").get(pk=one.pk)
    words = form.words()
    typed = request.POST.copy()
    typed["seen"] = str(theirs.version)
    again = BlockForm(typed, block=theirs)
    add_to_form(again, error)
    before = [(_("Підзаголовок"), theirs.title), (_("Текст"), richtext.to_plain(theirs.text))]
    after = [(_("Підзаголовок"), words["title"]), (_("Текст"), richtext.to_plain(richtext.clean(words["text"])))]
    return _form(request, theirs, again, parts=site.compared_words(before, after))


def _form(request: StaffRequest, one: Block, form: BlockForm, **more: Any) -> HttpResponse:
    values = {
        "form": form,
        "part": one,
        "report": one.report,
        "photo_form": PhotoForm(),
        "consent_form": ConsentForm(initial=_consent_of(one)),
        "former": one.former.select_related("author"),
        **more,
    }
    wrong = any(values[name].errors for name in ("form", "photo_form", "consent_form"))
    return render(request, "office/narrative/block.html", values, status=422 if wrong else 200)


def _consent_of(one: Block) -> dict[str, Any]:
    return {"people": one.people, "agreed_on": one.agreed_on, "consent_kept": one.consent_kept}


@staff(*rules.WRITERS)
@require_POST
def put_photo(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    one = _block(request, public_id, pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            block_actions.put_photo(
                block=one,
                file=form.cleaned_data["file"],
                alt=form.cleaned_data["alt"],
                duty=request.duty,
                now=timezone.now(),
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Фото поставлено. Запишіть, чи погодилися люди на ньому."))
            return redirect("office:report_block", public_id, pk)
    return _form(request, one, BlockForm(block=one), photo_form=form)


@staff(*rules.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    """What is known of the people on a photo; of a signed report too."""
    one = _block(request, public_id, pk)
    if one.kind != Block.Kind.PHOTO:
        raise Http404
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=_consent_of(one))
    if form.is_bound and form.is_valid():
        try:
            block_actions.note_consent(block=one, consent=form.consent(), duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано."))
            return redirect("office:report", public_id)
    values = {"form": form, "part": one, "report": one.report}
    return render(request, "office/narrative/consent.html", values, status=422 if form.errors else 200)


@staff(*rules.READERS)
@require_safe
def photo(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    """The photo itself: only for those who may read the report."""
    one = _block(request, public_id, pk)
    content = photos.read(one.photo.name or "") if one.photo else b""
    if not content:
        raise Http404
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=600"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@staff(*rules.WRITERS)
@require_POST
def move(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Higher or lower; then back to the same block."""
    one = _block(request, public_id, pk)
    try:
        block_actions.move_block(block=one, up=request.POST.get("up") == "1", duty=request.duty)
    except DomainError as error:
        messages.error(request, error.message)
    answer = redirect("office:report", public_id)
    answer["Location"] += f"#b-{pk}"
    return answer


@staff(*rules.WRITERS)
@require_POST
def remove(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    one = _block(request, public_id, pk)
    try:
        if request.POST.get("back") == "1":
            block_actions.bring_block_back(block=one, duty=request.duty)
        else:
            block_actions.remove_block(block=one, duty=request.duty, now=timezone.now())
            messages.success(request, _("Прибрано. Повернути можна внизу сторінки."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("office:report", public_id)


@staff(*rules.WRITERS)
@require_POST
def restore(request: StaffRequest, public_id: UUID, pk: int, former_id: int) -> HttpResponse:
    one = _block(request, public_id, pk)
    former = get_object_or_404(FormerText.objects.select_related("block__report"), pk=former_id, block=one)
    try:
        block_actions.restore_text(former=former, duty=request.duty, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Попередній текст повернуто; той, що був, лишився серед попередніх."))
    return redirect("office:report_block", public_id, pk)
