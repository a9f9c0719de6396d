"""News as staff see them: a list, a form, the page as visitors will read it, and two buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.front import actions, queries, rules
from oseredok.faces.front.forms import NewsForm
from oseredok.faces.front.models import NewsItem
from oseredok.library.people.access import DESK, StaffRequest, staff


@staff(*DESK)
def listed(request: StaffRequest) -> HttpResponse:
    page = Paginator(queries.staff_news(), 20).get_page(request.GET.get("page"))
    return render(request, "front/staff_news.html", {"page": page})


@staff(*DESK)
def write(request: StaffRequest) -> HttpResponse:
    form = NewsForm(request.POST or None, duty=request.duty)
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.write_news(duty=request.duty, now=timezone.now(), **_words(form))
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Чернетку збережено. Відвідувачі її ще не бачать."))
            return redirect("newsroom:preview", pk=item.pk)
    return _form(request, form, None)


@staff(*DESK)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(NewsItem, pk=pk)
    refusal = rules.refusal(rules.check_can_edit, item, request.duty)
    if refusal:
        messages.error(request, refusal)
        return redirect("newsroom:preview", pk=item.pk)
    form = NewsForm(request.POST or None, duty=request.duty, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            seen_at = form.cleaned_data["seen_at"]
            actions.edit_news(item=item, duty=request.duty, seen_at=seen_at, now=timezone.now(), **_words(form))
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("newsroom:preview", pk=item.pk)
    return _form(request, form, item)


def _words(form: NewsForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "summary", "body", "place")}


def _form(request: StaffRequest, form: NewsForm, item: NewsItem | None) -> HttpResponse:
    context = {"form": form, "item": item}
    return render(request, "front/staff_news_form.html", context, status=422 if form.errors else 200)


@staff(*DESK)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(NewsItem.objects.select_related("author", "place"), pk=pk)
    context = {
        "item": item,
        "cannot_edit": rules.refusal(rules.check_can_edit, item, request.duty),
        "cannot_publish": rules.refusal(rules.check_can_publish, item, request.duty),
        "cannot_unpublish": rules.refusal(rules.check_can_unpublish, item, request.duty),
    }
    return render(request, "front/staff_news_item.html", context)


@staff(*DESK)
@require_POST
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, actions.publish_news, _("Опубліковано. Новина вже на сайті."))


@staff(*DESK)
@require_POST
def unpublish(request: StaffRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, actions.unpublish_news, _("Новину знято із сайту. Вона лишилася чернеткою."))


def _turned(request: StaffRequest, pk: int, action: object, done: str) -> HttpResponse:
    item = get_object_or_404(NewsItem, pk=pk)
    try:
        action(item=item, duty=request.duty, now=timezone.now())  # type: ignore[operator]
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("newsroom:preview", pk=pk)
