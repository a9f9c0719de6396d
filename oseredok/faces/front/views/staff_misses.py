"""«Чого шукали й не знайшли»: staff read it, and take off what they have seen to."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.spine.search import misses


@staff(*DESK)
def listed(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        misses.forget(request.POST.get("words", ""))
        messages.success(request, _("Прибрано зі списку. Якщо це шукатимуть знову, воно повернеться."))
        return redirect("newsroom:misses")
    page = Paginator(misses.listed(), 50).get_page(request.GET.get("page"))
    return render(request, "front/staff_misses.html", {"page": page})
