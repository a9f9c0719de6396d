"""«Резервні копії»: when the last good one was, a new one, download, the password, how to restore."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.backup import former, health, queries, targets, tasks
from oseredok.base.backup import password as passwords
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.jobs import progress
from oseredok.faces.office.audience import SYSTEM
from oseredok.faces.office.backup_forms import PasswordForm
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.library.people.models import Role

SHOWN = 60


def nothing_kept_until_asked_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form sent too late is sent again after the question; allauth would keep it, and its password, in the session."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and is_reauthentication_required(request, app="account"):
            messages.warning(request, _("Минуло забагато часу. Введіть свій пароль, а тоді заповніть форму ще раз."))
            return redirect(request.path)
        return view(request, *args, **kwargs)

    return guarded


@staff(*SYSTEM)
@require_safe
def backups(request: StaffRequest) -> HttpResponse:
    """The last good copy in a sentence, one button, the history."""
    now, good = timezone.now(), queries.last_good()
    values = {
        "last": health.last_copy_in_words(good, now=now) if good else "",
        "is_old": queries.is_old(now=now),
        "wrong": [one for one in (health.find_failed_copy(now), health.find_absent_place(now)) if one],
        "runs": list(queries.runs()[:SHOWN]),
        "here": set(targets.own().names()),
        "places": [place.words for place in targets.places()],
        "former": former.all_kept(),
        "next": queries.next_slot(now=now),
        "has_password": bool(passwords.kept()),
        "may_download": request.duty.may(Role.ADMINISTRATOR),
    }
    return render(request, "office/backups/backups.html", values)


@after_closing
@staff(*SYSTEM)
@require_POST
def back_up(request: StaffRequest) -> HttpResponse:
    """Order a copy; the page of the job shows how far it is."""
    page = reverse("office:backups")
    job = progress.order(
        tasks.back_up,
        request.user.short_name,
        page,
        title=str(tasks.TITLE),
        by=request.user.short_name,
        by_id=request.user.pk,
    )
    return redirect("office:job", job.task_id)


@staff(Role.ADMINISTRATOR)
@never_cache
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def download(request: StaffRequest, key: UUID) -> HttpResponse | FileResponse:
    """The file itself: everything about everybody, so the password is asked for again."""
    run = queries.runs().filter(key=key).exclude(name="").first()
    path = targets.own().path / run.name if run else None
    # A copy from the command line may carry any name: only names that we have given are looked for in our folder.
    if run is None or path is None or targets.moment_of(run.name) is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=run.name, content_type="application/zip")


@after_closing
@staff(Role.ADMINISTRATOR)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@nothing_kept_until_asked_again
@reauthentication_required  # type: ignore[untyped-decorator]
def password(request: StaffRequest) -> HttpResponse:
    """Set or take away the password of copies."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            form.carry_out()
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(
                request, _("Нові копії будуть із паролем.") if passwords.kept() else _("Нові копії будуть без пароля.")
            )
            return redirect("office:backups")
    values = {"form": form, "has_password": bool(passwords.kept())}
    return render(request, "office/backups/password.html", values, status=422 if form.errors else 200)


@staff(*SYSTEM)
@require_safe
def instructions(request: StaffRequest) -> HttpResponse:
    """How to restore, for a sheet of paper beside the computer: on the day it is needed this page does not open."""
    return render(request, "office/backups/restore.html", {"places": [place.words for place in targets.places()]})
