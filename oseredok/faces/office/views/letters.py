"""«Листи»: what became of every letter; send again."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.mail import actions as mail
from oseredok.base.mail import queries as outbox
from oseredok.base.mail import registry, rules
from oseredok.base.mail.models import Letter, State
from oseredok.base.ui.parts import Link
from oseredok.faces.office.audience import LETTERS
from oseredok.faces.office.forms import TestLetterForm
from oseredok.library.people.access import StaffRequest, staff


def _tabs(state: str) -> list[Link]:
    named = [Link(f"?state={one.value}", str(one.label).capitalize(), one.value == state) for one in State]
    return [Link("?", _("Усі"), not state), *named]


def _called(letter: Letter) -> str:
    """The subject; of a letter that was forgotten, or a subject left empty, what kind it was."""
    return letter.subject or registry.title(letter.template)


def _listed(request: StaffRequest, form: TestLetterForm, *, state: str = "") -> HttpResponse:
    page = Paginator(outbox.letters(state=state), 50).get_page(request.GET.get("page"))
    configured = settings.EMAIL_CONFIGURED
    rows = [(one, rules.can_resend(one, configured=configured), _called(one)) for one in page.object_list]
    values = {"page": page, "rows": rows, "summary": outbox.outbox_summary(), "tabs": _tabs(state), "form": form}
    return render(request, "office/letters.html", values, status=422 if form.errors else 200)


@staff(*LETTERS)
@require_GET
def letters(request: StaffRequest) -> HttpResponse:
    return _listed(request, TestLetterForm(), state=request.GET.get("state", ""))


@staff(*LETTERS)
@require_GET
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """One letter as it was written."""
    found = get_object_or_404(Letter, pk=pk)
    can = rules.can_resend(found, configured=settings.EMAIL_CONFIGURED)
    secret = registry.is_secret(found.template)
    values = {"letter": found, "can_resend": can, "is_secret": secret, "called": _called(found)}
    return render(request, "office/letter.html", values)


@staff(*LETTERS)
@require_POST
def resend(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Letter, pk=pk)
    try:
        mail.resend(letter_id=found.pk, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Лист знову в черзі. Надішлемо за хвилину."))
    return redirect("office:letters")


@staff(*LETTERS)
@require_POST
def test(request: StaffRequest) -> HttpResponse:
    """A letter to oneself: does mail work?"""
    form = TestLetterForm(request.POST)
    if form.is_valid():
        try:
            mail.queue_test_letter(to=form.cleaned_data["to"], key=f"test:{uuid4()}", now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Пробний лист у черзі. Його стан видно нижче."))
            return redirect("office:letters")
    return _listed(request, form)
