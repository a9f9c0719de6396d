"""News as staff see them: a list, a form, the page as visitors will read it, when it is shown, and two buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.faces.front import actions, queries, rules
from oseredok.faces.front.forms import NewsForm, PlanForm
from oseredok.faces.front.models import NewsItem
from oseredok.faces.front.views import pictures
from oseredok.library.people.access import DESK, LEADERS, StaffRequest, staff
from oseredok.library.people.models import Role
from oseredok.library.site.forms import PictureForm
from oseredok.library.site.queries import compared_words
from oseredok.library.site.richtext import to_plain
from oseredok.library.site.rules import refusal


@staff(*DESK)
def listed(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(queries.staff_news(), 20).get_page(request.GET.get("page"))
    rows = [(item, rules.state_of(item, now=now)) for item in page]
    return render(request, "front/staff_news.html", {"page": page, "rows": rows, "today": local_date(now)})


@staff(*DESK)
def write(request: StaffRequest) -> HttpResponse:
    if pictures.is_asked(request):
        picture_form, typed = pictures.put_into_text(request)
        return _form(request, NewsForm(duty=request.duty, typed=typed), None, picture_form=picture_form)
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
    why_not = refusal(rules.check_can_edit, item, request.duty)
    if why_not:
        messages.error(request, why_not)
        return redirect("newsroom:preview", pk=item.pk)
    if pictures.is_asked(request):
        picture_form, typed = pictures.put_into_text(request)
        return _form(request, NewsForm(duty=request.duty, item=item, typed=typed), item, picture_form=picture_form)
    form = NewsForm(request.POST or None, duty=request.duty, item=item)
    return _saved(request, item, form) if form.is_bound and form.is_valid() else _form(request, form, item)


def _saved(request: StaffRequest, item: NewsItem, form: NewsForm) -> HttpResponse:
    try:
        seen_at = form.cleaned_data["seen_at"]
        actions.edit_news(item=item, duty=request.duty, seen_at=seen_at, now=timezone.now(), **_words(form))
    except Conflict as error:
        return _both_texts(request, item.pk, form, error)
    except DomainError as error:
        add_to_form(form, error)
        return _form(request, form, item)
    messages.success(request, _("Збережено."))
    return redirect("newsroom:preview", pk=item.pk)


def _both_texts(request: StaffRequest, pk: int, form: NewsForm, error: Conflict) -> HttpResponse:
    """Somebody else was first: their text beside this one. Saving once more puts this one in its place."""
    item = get_object_or_404(NewsItem, pk=pk)
    words = _words(form)
    names = (("title", _("заголовок")), ("summary", _("коротко")))
    theirs = [*((label, getattr(item, name)) for name, label in names), (_("текст"), to_plain(item.body))]
    mine = [*((label, words[name]) for name, label in names), (_("текст"), to_plain(words["body"]))]
    typed = request.POST.copy()
    typed["seen_at"] = item.changed_at.isoformat()
    again = NewsForm(typed, duty=request.duty, item=item)
    add_to_form(again, error)
    return _form(request, again, item, parts=compared_words(theirs, mine))


def _words(form: NewsForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "summary", "body", "place")}


def _form(request: StaffRequest, form: NewsForm, item: NewsItem | None, **more: Any) -> HttpResponse:
    values = {"form": form, "item": item, "picture_form": PictureForm(), **more}
    wrong = form.errors or values["picture_form"].errors
    return render(request, "front/staff_news_form.html", values, status=422 if wrong else 200)


@staff(*DESK)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(NewsItem.objects.select_related("author", "place", "picture"), pk=pk)
    now = timezone.now()
    context = {
        "item": item,
        "state": rules.state_of(item, now=now),
        "today": local_date(now),
        "cannot_edit": refusal(rules.check_can_edit, item, request.duty),
        "cannot_plan": refusal(rules.check_can_plan, item, request.duty),
        "cannot_publish": refusal(rules.check_can_publish, item, request.duty, now=now),
        "cannot_unpublish": refusal(rules.check_can_unpublish, item, request.duty),
        "changes": queries.news_changes(item),
        "may_open_log": request.duty.holds(*LEADERS, Role.ADMINISTRATOR, at=item.place_id),
    }
    return render(request, "front/staff_news_item.html", context)


@staff(*DESK)
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """From when, until when and until which day on top."""
    item = get_object_or_404(NewsItem, pk=pk)
    now = timezone.now()
    form = PlanForm(request.POST if request.method == "POST" else None, item=item, now=now)
    if form.is_bound and form.is_valid():
        try:
            actions.plan_news(item=item, duty=request.duty, now=now, **form.plan())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("newsroom:preview", pk=pk)
    cannot_plan = refusal(rules.check_can_plan, item, request.duty)
    values = {"form": form, "item": item, "cannot_plan": cannot_plan}
    return render(request, "front/staff_news_plan.html", values, status=422 if form.errors else 200)


@staff(*DESK)
def illustrate(request: StaffRequest, pk: int) -> HttpResponse:
    """The picture above the text: put, replaced, taken away."""
    item = get_object_or_404(NewsItem.objects.select_related("picture"), pk=pk)
    why_not = refusal(rules.check_can_edit, item, request.duty)
    is_away = request.POST.get("do") == "away"
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" and not is_away else PictureForm()
    if request.method == "POST" and not why_not:
        picture = None if is_away else pictures.added(request, form)
        if picture is not None or is_away:
            actions.illustrate_news(item=item, picture=picture, duty=request.duty, now=timezone.now())
            messages.success(request, _("Збережено."))
            return redirect("newsroom:preview", pk=pk)
    values = {"form": form, "item": item, "cannot_edit": why_not}
    return render(request, "front/staff_news_picture.html", values, status=422 if form.errors else 200)


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
