"""«Перенести каталог»: a file is taken, looked at, tried dry, carried over, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.jobs import queries as jobs
from oseredok.base.preferences.queries import value
from oseredok.collections.catalogue.imports import actions, feeds, forms, queries
from oseredok.collections.catalogue.imports.models import Batch, Feed, Origin
from oseredok.collections.catalogue.imports.preferences import LARGEST_FILE
from oseredok.collections.catalogue.imports.queries import IMPORTERS
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places.models import Library

_FORM = ["GET", "HEAD", "POST"]


@staff(*IMPORTERS)
@never_cache
@require_http_methods(_FORM)
def batches(request: StaffRequest) -> HttpResponse:
    """Files taken before, what comes by itself, and a place for the next file."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    most = value(LARGEST_FILE)
    form = forms.FileForm(*sent, files=actions.inbox_files(), origins=queries.origins(), most=most)
    if form.is_bound and form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            if told["file"]:
                made = actions.take_file(file=told["file"], origin=told["origin"], staff=request.user, now=now)
            else:
                name = told["server_file"]
                made = actions.take_server_file(name=name, origin=told["origin"], staff=request.user, now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("catalogue_imports:set_up", made.public_id)
    context = {"form": form, "batches": queries.batches()[:30], "feeds": queries.feeds()}
    return render(request, "catalogue_imports/batches.html", context, status=422 if form.errors else 200)


@staff(*IMPORTERS)
@never_cache
@require_http_methods(_FORM)
def set_up(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """How to read the file, with its first records; POST orders the dry run."""
    batch = get_object_or_404(queries.batches(), public_id=public_id)
    if batch.state not in (Batch.State.TAKEN, Batch.State.CHECKED) or batch.file_deleted_on:
        return redirect("catalogue_imports:batch", batch.public_id)
    samples = queries.samples(batch)
    form = forms.SetUpForm(request.POST if request.method == "POST" else None, batch=batch, samples=samples)
    if form.is_bound and form.is_valid():
        try:
            now = timezone.now()
            actions.set_up(batch=batch, how=form.how(), targets=form.targets(), staff=request.user, now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("catalogue_imports:batch", batch.public_id)
    rows = queries.first_rows(batch) if form.columns else []
    context = {"batch": batch, "form": form, "samples": samples, "rows": rows}
    return render(request, "catalogue_imports/set_up.html", context, status=422 if form.errors else 200)


@staff(*IMPORTERS)
@never_cache
@require_safe
def batch(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """How far it is, what came out, what can be done next; htmx asks for the progress alone."""
    found = get_object_or_404(queries.batches(), public_id=public_id)
    job = jobs.seen(found.task_id) if found.task_id else None
    if request.htmx and job is not None:
        answer = render(request, "jobs/progress.html", {"job": job, "url": request.path})
        if job.is_over:
            answer["HX-Refresh"] = "true"
        return answer
    context = {
        "batch": found,
        "job": job,
        "url": request.path,
        "counts": queries.counts_of(found),
        "homeless": queries.homeless(found.origin),
        "is_stuck": actions.is_stuck(found),
        "notes": found.notes.splitlines(),
        "follow": forms.FollowForm() if found.server_file and found.state == Batch.State.DONE else None,
    }
    return render(request, "catalogue_imports/batch.html", context)


@staff(*IMPORTERS)
@never_cache
@require_safe
def findings(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What somebody should look at, by outcome, a hundred at a time."""
    found = get_object_or_404(queries.batches(), public_id=public_id)
    outcome = request.GET.get("outcome", "")
    page = Paginator(queries.findings(found, outcome=outcome), 100).get_page(request.GET.get("page"))
    return render(request, "catalogue_imports/findings.html", {"batch": found, "page": page, "outcome": outcome})


@staff(*IMPORTERS)
@never_cache
@require_safe
def rejected(request: StaffRequest, public_id: UUID) -> HttpResponseBase:
    """The raw records that were not taken, as they stood in the file."""
    found = get_object_or_404(queries.batches(), public_id=public_id)
    headers = {"Content-Disposition": 'attachment; filename="ne-vziati-zapysy.bin"'}
    return StreamingHttpResponse(queries.rejected_raw(found), content_type="application/octet-stream", headers=headers)


@staff(*IMPORTERS)
@never_cache
@require_http_methods(_FORM)
def places(request: StaffRequest, origin_id: int) -> HttpResponse:
    """Which branch each code of storage of a system is."""
    origin = get_object_or_404(Origin, pk=origin_id)
    locations, libraries = list(queries.locations(origin)), list(Library.objects.filter(closed_on=None))
    post = request.POST if request.method == "POST" else None
    form = forms.PlacesForm(post, locations=locations, libraries=libraries)
    if form.is_bound and form.is_valid():
        actions.place_locations(places=form.places())
        messages.success(request, _("Записано."))
        return redirect("catalogue_imports:batches")
    context = {"origin": origin, "form": form}
    return render(request, "catalogue_imports/places.html", context, status=422 if form.errors else 200)


@staff(*IMPORTERS)
@require_POST
def verb(request: StaffRequest, public_id: UUID, what: str) -> HttpResponse:
    """Carry over, take back, go on with what was stopped, or erase the file."""
    found = get_object_or_404(queries.batches(), public_id=public_id)
    now = timezone.now()
    try:
        if what == "start":
            actions.start(batch=found, staff=request.user, now=now)
        elif what == "undo":
            actions.start_undo(batch=found, staff=request.user, now=now)
        elif what == "again":
            actions.again(batch=found, staff=request.user)
        else:
            actions.delete_file(batch=found, now=now)
            messages.success(request, _("Файл стерто."))
            return redirect("catalogue_imports:batches")
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalogue_imports:batch", public_id)


@staff(*IMPORTERS)
@require_POST
def follow(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take the same file again every day when it has changed."""
    found = get_object_or_404(queries.batches(), public_id=public_id)
    form = forms.FollowForm(request.POST)
    try:
        if form.is_valid():
            feeds.follow(batch=found, **form.cleaned_data, staff=request.user)
            messages.success(request, _("Щодня дивитимемося, чи файл змінився."))
            return redirect("catalogue_imports:batches")
        messages.error(request, _("Виберіть, що у файлі і після якої години."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalogue_imports:batch", public_id)


@staff(*IMPORTERS)
@require_POST
def stop_feed(request: StaffRequest, feed_id: int) -> HttpResponse:
    """Follow a file no more."""
    feeds.stop(feed=get_object_or_404(Feed, pk=feed_id))
    messages.success(request, _("Більше не оновлюємо з цього файлу."))
    return redirect("catalogue_imports:batches")
