"""«Налаштування»: everything that a centre may set, in plain words, with what follows from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core.errors import Invalid
from oseredok.base.preferences import actions, queries, registry
from oseredok.faces.office import setting_forms
from oseredok.faces.office.audience import PLACES
from oseredok.library.people.access import StaffRequest, staff


@staff(*PLACES)
@require_safe
def settings(request: StaffRequest) -> HttpResponse:
    """Every preference by its heading."""
    return render(
        request, "office/centre/settings.html", {"groups": setting_forms.groups(request.duty, queries.changes())}
    )


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: StaffRequest, code: str) -> HttpResponse:
    """Change one preference; «show» tells what would follow without keeping anything."""
    try:
        declared = registry.declared(code)
    except LookupError:
        raise Http404 from None
    if not request.duty.may(*setting_forms.roles_of(declared.group)):
        raise PermissionDenied
    row = setting_forms.row_of(declared, queries.changes().get(code))
    form = setting_forms.SettingForm(request.POST if request.method == "POST" else None, row=row)
    shown = None
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["value"]
        try:
            if request.POST.get("do") == "show":
                shown = setting_forms.SettingRow(declared, declared.read(text), None)
            else:
                actions.set_value(declared=declared, text=text, by=request.user.full_name, now=timezone.now())
                messages.success(request, _("Збережено."))
                return redirect("office:settings")
        except Invalid as error:
            form.add_error("value", error.message)
    context = {"form": form, "row": row, "shown": shown}
    return render(request, "office/centre/setting.html", context, status=422 if form.errors else 200)
