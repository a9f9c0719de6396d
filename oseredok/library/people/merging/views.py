"""«Можливі повтори»: two records side by side, made one, told about, undone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import short_date
from oseredok.base.core.errors import DomainError
from oseredok.base.core.phones import display_phone
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import looks, queries
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.merging import duplicates
from oseredok.library.people.merging import merge as merging
from oseredok.library.people.merging.merge import MERGERS
from oseredok.library.people.merging.models import Merge
from oseredok.library.people.models import Reader, Role
from oseredok.library.people.registry.forms import ReaderSearch


@dataclass(frozen=True)
class Choice:
    """One field of the two records. `from_gone` is what the default rule proposes; equal fields are only shown."""

    code: str
    label: str
    kept: str
    gone: str
    differs: bool
    from_gone: bool


@staff(*MERGERS)
@never_cache
@require_safe
def suspected(request: StaffRequest) -> HttpResponse:
    """Who may be in the registry twice, and what was merged lately."""
    places = None
    if not request.duty.may(Role.HEAD, Role.DIRECTOR):
        places = [place.pk for place in request.duty.places_of(Role.BRANCH_LIBRARIAN)]
    done = Merge.objects.select_related("kept__home_library", "merged_by")
    if places is not None:
        done = done.filter(kept__home_library__in=places)
    context = {
        "pairs": duplicates.suspected(places=places),
        "most": duplicates.MOST_SHOWN,
        "merges": done[:20],
        "today": local_date(timezone.now()),
    }
    return render(request, "people/merging/suspected.html", context)


@staff(*MERGERS)
@require_POST
def different(request: StaffRequest) -> HttpResponse:
    """These are two people: do not ask again."""
    one, other = (_posted(request.POST.get(name, "")) for name in ("one", "other"))
    try:
        merging.say_different(one=one, other=other, duty=request.duty, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Запам’ятали: це різні люди."))
    return redirect("people:duplicates")


@staff(*MERGERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Find the second record of a reader. What is typed travels in the body only."""
    kept = _reader(public_id)
    form = ReaderSearch(request.POST if request.method == "POST" else None)
    found = None
    if form.is_bound and form.is_valid():
        rows = queries.find_readers(form.cleaned_data["text"], limit=20)
        found = [one for one in rows if one.pk != kept.pk and not one.merged_into_id]
    context = {"reader": kept, "form": form, "found": found}
    return render(request, "people/merging/choose.html", context, status=422 if form.errors else 200)


@staff(*MERGERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: StaffRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """Both records field by field; POST makes them one."""
    kept, gone = _reader(public_id), _reader(other_id)
    refusal = ""
    if request.method == "POST":
        take = [code for code in merging.FIELDS if request.POST.get(code) == "gone"]
        try:
            done = merging.merge(kept=kept, gone=gone, take=take, duty=request.duty, now=timezone.now())
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, _("Записи об’єднано."))
            return redirect("people:merge", done.pk)
    return _side_by_side(request, kept, gone, refusal)


@staff(*MERGERS)
@never_cache
@require_safe
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """What was merged, by whom, what came from where; the undoing."""
    found = _merge(pk)
    why_not = ""
    try:
        merging.check_can_undo(found, now=timezone.now())
        merging.check_is_of_duty(duty=request.duty, readers=(found.kept,))
    except DomainError as refusal:
        why_not = refusal.message
    labels = _labels()
    context = {"merge": found, "taken": [labels[code] for code in found.taken if code in labels], "why_not": why_not}
    return render(request, "people/merging/merge.html", context)


@staff(*MERGERS)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        merging.undo(merge=_merge(pk), duty=request.duty, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Об’єднання скасовано: знову два записи, як були."))
    return redirect("people:merge", pk)


def _side_by_side(request: StaffRequest, kept: Reader, gone: Reader, refusal: str) -> HttpResponse:
    for shown in [one for one in (kept, gone) if one.merged_into_id is None]:
        looks.note(reader=shown, account=request.user, what="page", now=timezone.now())
    why_not = ""
    try:
        merging.check_can_merge(kept=kept, gone=gone)
        merging.check_is_of_duty(duty=request.duty, readers=(kept, gone))
    except DomainError as error:
        why_not = error.message
    context = {
        "kept": kept,
        "gone": gone,
        "choices": _choices(kept, gone),
        "same_years": merging.same_years(kept, gone),
        "days": merging.UNDO_DAYS.words(preferences.value(merging.UNDO_DAYS)),
        "why_not": why_not,
        "refusal": refusal,
    }
    return render(request, "people/merging/compare.html", context, status=422 if refusal else 200)


def _choices(kept: Reader, gone: Reader) -> list[Choice]:
    differing, default = merging.differing(kept, gone), merging.taken_by_default(kept, gone)
    return [
        Choice(code, label, _shown(kept, code), _shown(gone, code), code in differing, code in default)
        for code, label in _labels().items()
        if _shown(kept, code) or _shown(gone, code)
    ]


def _labels() -> dict[str, str]:
    return {
        "surname": _("Прізвище або назва"),
        "given_name": _("Ім’я"),
        "patronymic": _("По батькові"),
        "birth": _("Рік народження"),
        "phone": _("Телефон"),
        "email": _("Електронна пошта"),
        "social_status": _("Рід занять"),
        "category": _("Як користується"),
        "home_library": _("Бібліотека"),
        "responsible_person": _("Відповідальна особа"),
        "guardian": _("Хто з батьків або опікунів"),
    }


def _shown(reader: Reader, code: str) -> str:
    if code == "birth":
        return short_date(reader.birth_date) if reader.birth_date else str(reader.birth_year or "")
    if code == "phone":
        return display_phone(reader.phone)
    if code == "guardian":
        return ", ".join(part for part in (reader.guardian_name, display_phone(reader.guardian_phone)) if part)
    if code == "home_library":
        return reader.home_library.short_name
    if code in ("social_status", "category"):
        return str(getattr(reader, f"get_{code}_display")())
    return str(getattr(reader, code))


def _reader(public_id: UUID) -> Reader:
    rows = Reader.objects.filter(erased_on__isnull=True).select_related("home_library", "merged_into")
    return get_object_or_404(rows, public_id=public_id)


def _posted(public_id: str) -> Reader:
    try:
        return _reader(UUID(public_id))
    except ValueError:
        return _reader(UUID(int=0))


def _merge(pk: int) -> Merge:
    rows = Merge.objects.select_related("kept__home_library", "gone", "merged_by", "undone_by")
    return get_object_or_404(rows, pk=pk)
