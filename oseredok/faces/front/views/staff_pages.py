"""Pages of the site as those who write them see them: the list, the form, the page as visitors will read it, the buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.base.ui.parts import Link
from oseredok.faces.front.views import pictures
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.site import actions, queries, rules
from oseredok.library.site.forms import PageForm, PictureForm, StandingForm
from oseredok.library.site.models import Page
from oseredok.library.site.rules import WRITERS


@staff(*WRITERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """Pages by where their links stand, in the order of the site; the deleted ones apart."""
    rows = [
        (page, rules.state_of(page), rules.can(rules.check_can_edit, page, request.duty)) for page in queries.pages()
    ]
    titles = {Page.Placement.MENU: _("У меню вгорі"), Page.Placement.FOOTER: _("Унизу сайту")}
    groups = [
        (
            titles.get(one, _("Лише за посиланням")),
            [row for row in rows if row[0].placement == one and not row[0].deleted_at],
        )
        for one in (Page.Placement.MENU, Page.Placement.FOOTER, Page.Placement.NOWHERE)
    ]
    deleted = [row for row in rows if row[0].deleted_at]
    return render(request, "front/staff_pages.html", {"groups": [one for one in groups if one[1]], "deleted": deleted})


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest) -> HttpResponse:
    if pictures.is_asked(request):
        picture_form, typed = pictures.put_into_text(request)
        return _form(request, PageForm(duty=request.duty, typed=typed), picture_form=picture_form)
    form = PageForm(request.POST if request.method == "POST" else None, duty=request.duty)
    if form.is_bound and form.is_valid():
        try:
            place = form.cleaned_data["place"]
            page = actions.write_page(words=form.words(), place=place, duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Чернетку збережено. Відвідувачі її ще не бачать."))
            return redirect("pages:page", page.pk)
    return _form(request, form)


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    page = _found(pk)
    refusal = rules.refusal(rules.check_can_edit, page, request.duty)
    if refusal:
        messages.error(request, refusal)
        return redirect("pages:page", pk)
    if pictures.is_asked(request):
        picture_form, typed = pictures.put_into_text(request)
        return _form(request, PageForm(duty=request.duty, page=page, typed=typed), page, picture_form=picture_form)
    form = PageForm(request.POST if request.method == "POST" else None, duty=request.duty, page=page)
    return _saved(request, page, form) if form.is_bound and form.is_valid() else _form(request, form, page)


def _saved(request: StaffRequest, page: Page, form: PageForm) -> HttpResponse:
    try:
        seen = form.cleaned_data["seen"]
        actions.edit_page(page=page, words=form.words(), seen=seen, duty=request.duty, now=timezone.now())
    except Conflict as error:
        return _both_texts(request, page.pk, form, error)
    except DomainError as error:
        add_to_form(form, error)
        return _form(request, form, page)
    messages.success(request, _("Збережено. Перегляньте й опублікуйте."))
    return redirect("pages:page", page.pk)


def _both_texts(request: StaffRequest, pk: int, form: PageForm, error: Conflict) -> HttpResponse:
    """Somebody else was first: their text beside this one. Saving once more keeps this one after theirs."""
    page = _found(pk)
    assert page.latest is not None  # noqa: S101 - see actions
    mine = queries.texts_of(**form.words())
    typed = request.POST.copy()
    typed["seen"] = str(page.latest.number)
    again = PageForm(typed, duty=request.duty, page=page)
    add_to_form(again, error)
    return _form(request, again, page, parts=queries.compared_words(queries.texts_of_version(page.latest), mine))


def _form(request: StaffRequest, form: PageForm, page: Page | None = None, **more: Any) -> HttpResponse:
    values = {"form": form, "page": page, "picture_form": PictureForm(), **more}
    wrong = form.errors or values["picture_form"].errors
    return render(request, "front/staff_page_form.html", values, status=422 if wrong else 200)


@staff(*WRITERS)
@require_safe
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """The latest version as visitors will read it, in either language, and what may be done with it."""
    page = _found(pk)
    assert page.latest is not None  # noqa: S101 - see actions
    language = "en" if request.GET.get("language") == "en" and page.latest.is_translated else "uk"
    values = {
        "words": queries.words_of(page.latest, language),
        "language_of_words": language,
        "languages": [Link("?", "Українською", language == "uk"), Link("?language=en", "English", language == "en")],
        **frame(request, page),
    }
    return render(request, "front/staff_page.html", values)


def frame(request: StaffRequest, page: Page) -> dict[str, Any]:
    """What stands around every page about one page: its state, what may be done, where else to look."""
    here, one = request.path, [page.pk]
    places = (("pages:page", _("Текст")), ("pages:versions", _("Версії")), ("pages:standing", _("Адреса й меню")))
    tabs = [Link(reverse(name, args=one), label, reverse(name, args=one) == here) for name, label in places]
    return {
        "page": page,
        "state": rules.state_of(page),
        "tabs": tabs,
        "cannot_edit": rules.refusal(rules.check_can_edit, page, request.duty),
        "cannot_publish": rules.refusal(rules.check_can_publish, page, request.duty),
        "cannot_take_down": rules.refusal(rules.check_can_take_down, page, request.duty),
        "cannot_bring_back": rules.refusal(rules.check_can_bring_back, page, request.duty),
    }


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: StaffRequest, pk: int) -> HttpResponse:
    """Address, place in the tree and in the menu."""
    page = _found(pk)
    form = StandingForm(request.POST if request.method == "POST" else None, duty=request.duty, page=page)
    if form.is_bound and form.is_valid():
        try:
            actions.place_page(page=page, standing=form.standing(), duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("pages:standing", pk)
    values = {"form": form, "former": page.former_addresses.all(), **frame(request, page)}
    return render(request, "front/staff_page_standing.html", values, status=422 if form.errors else 200)


@staff(*WRITERS)
@require_POST
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    number = number_in(request.POST.get("number", ""))
    return _done(request, pk, _("Опубліковано. Сторінка вже на сайті."), actions.publish_page, number=number)


@staff(*WRITERS)
@require_POST
def take_down(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, _("Сторінку знято із сайту. Текст зберігся."), actions.take_down)


@staff(*WRITERS)
@require_POST
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, _("Сторінку вилучено. Її можна повернути з усіма версіями."), actions.delete_page)


@staff(*WRITERS)
@require_POST
def bring_back(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, _("Сторінку повернуто. Щоб її побачили, опублікуйте."), actions.bring_back)


@staff(*WRITERS)
@require_POST
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """One place up or down in the menu or at the foot of the site."""
    try:
        actions.move_page(page=_found(pk), up=request.POST.get("up") == "1", duty=request.duty)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("pages:pages")


def number_in(text: str) -> int:
    """Return the number of a version that a request names; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _done(request: StaffRequest, pk: int, told: str, action: Callable[..., Page], **more: Any) -> HttpResponse:
    try:
        action(page=_found(pk), duty=request.duty, now=timezone.now(), **more)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, told)
    return redirect("pages:page", pk)


def _found(pk: int) -> Page:
    return get_object_or_404(queries.pages(), pk=pk)
