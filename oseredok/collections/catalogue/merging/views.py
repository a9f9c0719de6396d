"""«Повторні записи» in the office: groups, one group side by side, merging and parting."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.collections.catalogue.merging import actions, comparing, queries
from oseredok.collections.catalogue.merging.rules import MERGERS
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.quality import queries as quality
from oseredok.collections.catalogue.quality.rules import CHECKERS
from oseredok.library.people.access import StaffRequest, staff


@staff(*CHECKERS)
@never_cache
@require_safe
def twins(request: StaffRequest) -> HttpResponse:
    """Groups of records that may be one book."""
    count = quality.shown()
    if count is None:
        return redirect("catalogue_quality:report")
    page, groups = queries.groups(count, request.GET.get("page"))
    return render(request, "catalogue_quality/twins.html", {"count": count, "page": page, "groups": groups})


@staff(*MERGERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def twin(request: StaffRequest, key: str) -> HttpResponse:
    """One group side by side; POST decides."""
    count = quality.shown()
    group = queries.group(count, key) if count else None
    if group is None:
        raise Http404
    if request.method == "POST":
        try:
            _decide(request, group.records)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            return redirect("catalogue_quality:twins")
    context = {"group": group, "rows": comparing.rows(group.records)}
    return render(request, "catalogue_quality/twin.html", context)


def _decide(request: StaffRequest, records: list[Record]) -> None:
    chosen = [one for one in records if str(one.pk) in request.POST.getlist("same")]
    if request.POST.get("what") == "apart":
        actions.tell_apart(records=records, duty=request.duty)
        messages.success(request, _("Запам’ятали: це різні книжки."))
        return
    stays = next((one for one in records if str(one.pk) == request.POST.get("stays")), records[0])
    others = [one for one in chosen if one.pk != stays.pk]
    actions.merge_records(stays=stays, others=others, duty=request.duty, now=timezone.now())
    messages.success(request, _("Об’єднано. Примірники тепер при записі «{title}».").format(title=stays.title[:80]))


@staff(*MERGERS)
@require_POST
def separate(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        actions.separate_record(record=get_object_or_404(Record, pk=pk), duty=request.duty, now=timezone.now())
        messages.success(request, _("Роз’єднано: запис знову в каталозі зі своїми примірниками."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalogue_records:record", pk)
