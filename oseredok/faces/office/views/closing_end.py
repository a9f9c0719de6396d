"""«Закриття», the end of it: readers' data, the last step, the way back, the act."""

from datetime import date
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office import closing_forms as forms
from oseredok.faces.office.audience import SYSTEM
from oseredok.faces.office.closing_screen import data_screen, erasing_screen, last_screen
from oseredok.faces.office.views.backups import nothing_kept_until_asked_again
from oseredok.faces.office.views.closings import found, ordered
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.library.people.models import Role
from oseredok.management.closing import act, data_actions, end_actions, rules, sealed, tasks

_ONCE = "closing_passphrase_shown_once"


# --- Readers' data ------------------------------------------------------------------------------------


@after_closing
@staff(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: StaffRequest, key: UUID) -> HttpResponse:
    """Decide what becomes of readers' data."""
    one = found(key)
    values = data_screen(one)
    form = forms.DataForm(request.POST if request.method == "POST" else None, closing=one, initial=values["known"])
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, by=request.user, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Рішення про дані читачів записано."))
            return redirect("office:closing", key)
    return render(request, "office/closing/data.html", {**values, "form": form}, status=422 if form.errors else 200)


@after_closing
@staff(Role.DIRECTOR)
@require_POST
def new_key(request: StaffRequest, key: UUID) -> HttpResponse:
    """Make a passphrase; the next page shows it, once."""
    try:
        passphrase = data_actions.seal_anew(closing=found(key), by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("office:closing", key)
    request.session[_ONCE] = [str(key), passphrase]
    return redirect("office:closing_key", key)


@staff(Role.DIRECTOR)
@never_cache
@require_safe
def passphrase(request: StaffRequest, key: UUID) -> HttpResponse:
    """The passphrase, once: a reload shows it no more."""
    kept = request.session.get(_ONCE)
    shown = ""
    if kept and kept[0] == str(key):
        del request.session[_ONCE]
        shown = str(kept[1])
    return render(request, "office/closing/key.html", {"one": found(key), "passphrase": shown})


@after_closing
@staff(Role.DIRECTOR)
@require_POST
def seal(request: StaffRequest, key: UUID) -> HttpResponse:
    """Order the sealed file."""
    one = found(key)
    try:
        rules.check_can_seal(decision=one.data_decision)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("office:closing", key)
    return ordered(request, one, tasks.seal, str(tasks.SEALING))


@staff(Role.DIRECTOR)
@never_cache
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def download_sealed(request: StaffRequest, key: UUID) -> HttpResponse | FileResponse:
    """The sealed file. Sealed or not, it is everybody's data: the password is asked for again."""
    one = found(key)
    decision, path = one.data_decision, sealed.path_of(one)
    if decision is None or decision.sealed_at is None or not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=act.sealed_name(one), content_type="application/zip"
    )


@after_closing
@staff(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def handed(request: StaffRequest, key: UUID) -> HttpResponse:
    """Note who took the sealed file, and when."""
    one = found(key)
    today = local_date(timezone.now())
    form = forms.HandingForm(request.POST if request.method == "POST" else None, initial={"handed_on": today})
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, by=request.user, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано: дані передано."))
            return redirect("office:closing", key)
    values = {"one": one, "decision": one.data_decision, "form": form}
    return render(request, "office/closing/handed.html", values, status=422 if form.errors else 200)


@after_closing
@staff(Role.DIRECTOR)
@nothing_kept_until_asked_again
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: StaffRequest, key: UUID) -> HttpResponse:
    """Order the erasing: there is no way back from it, so the password is asked for again."""
    one = found(key)
    form = forms.ErasingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            rules.check_can_erase(closing=one, decision=one.data_decision)
        except DomainError as refusal:
            add_to_form(form, refusal)
        else:
            return ordered(request, one, tasks.erase, str(tasks.ERASING), request.user.pk)
    values = {**erasing_screen(one), "form": form}
    return render(request, "office/closing/erase.html", values, status=422 if form.errors else 200)


# --- The last step and the way back ---------------------------------------------------------------------


@staff(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def last(request: StaffRequest, key: UUID) -> HttpResponse:
    """What will happen, what stands in the way, and the button."""
    one, now = found(key), timezone.now()
    form = forms.LastStepForm(request.POST if request.method == "POST" else None, closing=one)
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, by=request.user, now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Закрито. Надрукуйте акт і підпишіть його комісією."))
            return redirect("office:closing", key)
    values = {**last_screen(one, now=now), "form": form}
    return render(request, "office/closing/last.html", values, status=422 if form.errors else 200)


@after_closing
@staff(Role.DIRECTOR)
@require_POST
def reopen(request: StaffRequest, key: UUID) -> HttpResponse:
    """Undo the last step."""
    try:
        end_actions.reopen(closing=found(key), by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Відчинено знову: сайт, ролі й читачі на місці."))
    return redirect("office:closing", key)


# --- The act ------------------------------------------------------------------------------------------


@after_closing
@staff(*SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def act_pdf(request: StaffRequest, key: UUID) -> HttpResponse:
    """The act to be signed; sent with a number and a day, it has them printed."""
    one = found(key)
    number, dated = forms.PrintForm(request.POST if request.method == "POST" else None, prefix="print").told
    try:
        paper = act.pdf(closing=one, number=number, dated=dated, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("office:closing", key)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="akt-pro-zakryttia.pdf"'
    return response


@after_closing
@staff(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def act_page(request: StaffRequest, key: UUID) -> HttpResponse:
    """Print the act with its number and day; keep a scan of what was signed."""
    one = found(key)
    today: date = local_date(timezone.now())
    posted = request.method == "POST"
    form = forms.ActForm(request.POST if posted else None, request.FILES if posted else None, initial={"dated": today})
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Підписаний акт у реєстрі документів."))
            return redirect("office:closing", key)
    values = {"one": one, "form": form, "printing": forms.PrintForm(prefix="print")}
    return render(request, "office/closing/act.html", values, status=422 if form.errors else 200)
