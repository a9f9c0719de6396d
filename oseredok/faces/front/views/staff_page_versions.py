"""The versions of a page: who wrote what and when, what changed, and bringing a former text back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.faces.front.views.staff_pages import frame, number_in
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.site import actions, queries, rules
from oseredok.library.site.rules import WRITERS


@staff(*WRITERS)
@require_safe
def listed(request: StaffRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(queries.pages(), pk=pk)
    values = {"versions": queries.versions(page), **frame(request, page)}
    return render(request, "front/staff_page_versions.html", values)


@staff(*WRITERS)
@require_safe
def one(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """A version beside the one before it, or beside another that was chosen."""
    page = get_object_or_404(queries.pages(), pk=pk)
    found = {version.number: version for version in queries.versions(page)}
    version = get_object_or_404(queries.versions(page), number=number)
    before = found.get(number_in(request.GET.get("with", "")) or number - 1)
    values = {
        "version": version,
        "before": before,
        "parts": queries.differences(before, version) if before else [],
        "words": queries.words_of(version, "uk"),
        **frame(request, page),
        "cannot_restore": rules.refusal(rules.check_can_edit, page, request.duty),
        "is_latest": page.latest_id == version.pk,
    }
    return render(request, "front/staff_page_version.html", values)


@staff(*WRITERS)
@require_POST
def restore(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    page = get_object_or_404(queries.pages(), pk=pk)
    try:
        actions.restore_version(page=page, number=number, duty=request.duty, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("pages:versions", pk)
    messages.success(request, _("Текст версії {number} повернуто. Перегляньте й опублікуйте.").format(number=number))
    return redirect("pages:page", pk)
