"""«Відгуки»: numbers of a period; words that people wrote, one by one; topics of remarks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.base.ui.parts import Link
from oseredok.faces.office.audience import NUMBERS, VOICES
from oseredok.faces.office.opinions.forms import CommentForm, ForgetForm, TopicForm
from oseredok.faces.office.opinions.screen import Screen
from oseredok.faces.office.scope import scope_of
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.spine.feedback import comments, follow_ups, queries
from oseredok.spine.feedback.models import Topic


@staff(*NUMBERS)
@require_safe
def opinions(request: StaffRequest) -> HttpResponse:
    """The share of the content with its range, the trend, where and of what, what remarks are about."""
    scope = scope_of(request, on=local_date(timezone.now()))
    may_read = request.duty.may(*VOICES)
    context = {
        "scope": scope,
        "screen": Screen(scope),
        "may_read": may_read,
        "waiting": queries.not_looked_at(places=request.duty.places_of(*VOICES))[:5] if may_read else [],
    }
    return render(request, "office/opinions/opinions.html", context)


@staff(*VOICES)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """What people wrote: first what nobody has read, then everything."""
    places, chosen = request.duty.places_of(*VOICES), request.GET.get("show", "new")
    waiting = queries.not_looked_at(places=places)
    rows = queries.comments(places=places) if chosen == "all" else waiting
    context = {
        "page": Paginator(rows, 30).get_page(request.GET.get("page")),
        "tabs": [
            Link("?show=new", _("Ще не читали"), chosen != "all", waiting.count()),
            Link("?show=all", _("Усі"), chosen == "all"),
        ],
        "is_all": chosen == "all",
    }
    return render(request, "office/opinions/comments.html", context)


@staff(*VOICES)
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: StaffRequest, pk: int) -> HttpResponse:
    """One comment: sort it, answer it, show it on the site or not."""
    places = request.duty.places_of(*VOICES)
    found = get_object_or_404(queries.comments(places=places), pk=pk)
    form = CommentForm(request.POST or None, comment=found)
    if request.method == "POST" and form.is_valid():
        try:
            comments.look(
                comment=found, judgement=form.judgement(), places=places, staff=request.user, now=timezone.now()
            )
        except DomainError as refusal:
            add_to_form(form, refusal)
        else:
            messages.success(request, _("Записано."))
            return redirect("office:comments")
    context = {"comment": found, "form": form}
    return render(request, "office/opinions/comment.html", context, status=422 if form.errors else 200)


@staff(*VOICES)
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: StaffRequest) -> HttpResponse:
    """Topics of remarks: the library's own list."""
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            comments.add_topic(name=form.cleaned_data["name"])
        except DomainError as refusal:
            add_to_form(form, refusal)
        else:
            messages.success(request, _("Тему додано."))
            return redirect("office:topics")
    context = {"topics": Topic.objects.all(), "form": form}
    return render(request, "office/opinions/topics.html", context, status=422 if form.errors else 200)


@staff(*VOICES)
@require_POST
def set_topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Rename a topic, or leave it out of new choices."""
    topic = get_object_or_404(Topic, pk=pk)
    is_active = topic.is_active if "rename" in request.POST else not topic.is_active
    try:
        comments.set_topic(topic=topic, name=request.POST.get("name", topic.name), is_active=is_active)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Записано."))
    return redirect("office:topics")


@after_closing
@staff(*VOICES)
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: StaffRequest) -> HttpResponse:
    """Forget an address left for one letter, because its owner asks."""
    form = ForgetForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "told": ""}
    if request.method == "POST" and form.is_valid():
        number = follow_ups.forget(email=form.cleaned_data["email"])
        letters = counted(number, _("лист не піде"), _("листи не підуть"), _("листів не піде"))
        told = _("Адресу стерто: {letters}.").format(letters=letters)
        context = {"form": ForgetForm(), "told": told if number else _("Такої адреси в нас немає.")}
    return render(request, "office/opinions/forget.html", context, status=422 if form.errors else 200)
