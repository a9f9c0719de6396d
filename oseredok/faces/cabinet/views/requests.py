"""A request to the library about the reader's own data: asked here, answered by the staff, with the term and its arithmetic."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.cabinet.forms import RequestForm
from oseredok.library.people.access import ReaderRequest, reader
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import limits
from oseredok.library.privacy import request_actions
from oseredok.library.privacy.models import SubjectRequest


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: ReaderRequest) -> HttpResponse:
    """The reader's requests with their answers, and the form of a new one."""
    now = timezone.now()
    form = RequestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            asked = _ask(request.reader, form, now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Запит надіслано. До {day} відповімо.").format(day=date_words(asked.due_on)))
            return redirect("cabinet:requests")
    context = {
        "form": form,
        "asked": request.reader.subject_requests.all()[:50],
        "term": request_actions.term_of(received_on=local_date(now)),
    }
    return render(request, "cabinet/requests.html", context, status=422 if form.errors else 200)


def _ask(who: Reader, form: RequestForm, now: datetime) -> SubjectRequest:
    limits.count((limits.REQUESTS_OF_READER, str(who.pk)), now=now)
    return request_actions.receive_request(
        kind=form.cleaned_data["kind"],
        how=SubjectRequest.How.WEB,
        received_on=local_date(now),
        reader=who,
        identity=SubjectRequest.Identity.SIGNED_IN,
        staff=None,
        now=now,
        details=form.cleaned_data["details"],
    )
