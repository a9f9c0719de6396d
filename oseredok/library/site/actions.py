"""Verbs of the pages: write, edit, publish, take down, delete and bring back, restore a version, place in the menu."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core import changes
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.library.site import addresses, richtext, rules
from oseredok.library.site.models import FormerAddress, Page, Version


class Words(TypedDict):
    """What stands on a page. Bodies are HTML, cleaned here."""

    title: str
    summary: str
    body: str
    title_en: str
    summary_en: str
    body_en: str


class Standing(TypedDict):
    """Where a page stands."""

    slug: str
    place: Library | None
    parent: Page | None
    placement: str
    menu_name: str
    menu_name_en: str


@transaction.atomic
def write_page(*, words: Words, place: Library | None, duty: Duty, now: datetime) -> Page:
    """Keep a new draft; nobody but staff sees it. The address is made of the title.

    Raises:
        NotAllowed (`page-not-yours`), Invalid (words).
    """
    rules.check_can_write(duty, place_id=place.pk if place else None)
    clean = _cleaned(words)
    taken = [*Page.objects.values_list("slug", flat=True), *FormerAddress.objects.values_list("slug", flat=True)]
    page = Page(
        slug=addresses.first_free(clean["title"], taken=taken),
        place=place,
        order=_last_order() + 1,
        created_at=now,
        changed_at=now,
    )
    page.save()
    return _with_version(page, clean, duty=duty, now=now)


@transaction.atomic
def edit_page(*, page: Page, words: Words, seen: int | None, duty: Duty, now: datetime) -> Page:
    """Keep a new version; visitors go on reading the published one. `seen` is the number the editor
    started from.

    Words that did not change make no version.

    Raises:
        NotAllowed, Conflict (`page-deleted`, `changed-meanwhile`), Invalid (words).
    """
    page = _locked(page)
    rules.check_can_edit(page, duty)
    clean = _cleaned(words)
    latest = _latest(page)
    if all(getattr(latest, name) == value for name, value in clean.items()):
        return page
    if seen != latest.number:
        raise Conflict(
            _("Поки ви писали, сторінку змінив хтось інший. Ваш текст нижче, нічого не втрачено."),
            code="changed-meanwhile",
        )
    return _with_version(page, clean, duty=duty, now=now)


@transaction.atomic
def publish_page(*, page: Page, number: int, duty: Duty, now: datetime) -> Page:
    """Show the latest version to everybody. `number` is the version that was looked at.

    Raises:
        NotAllowed, Conflict (`page-deleted`, `already-published`, `changed-meanwhile`).
    """
    page = _locked(page)
    rules.check_can_publish(page, duty)
    if _latest(page).number != number:
        sentence = _("Поки ви читали, сторінку змінив хтось інший. Перегляньте нову версію й опублікуйте її.")
        raise Conflict(sentence, code="changed-meanwhile")
    page.published, page.published_at, page.taken_down_at, page.changed_at = page.latest, now, None, now
    page.save()
    changes.tell("page", page.pk)
    return page


@transaction.atomic
def take_down(*, page: Page, duty: Duty, now: datetime) -> Page:
    """Take the page off the site; its words and address stay.

    Raises:
        NotAllowed, Conflict (`page-deleted`, `not-published`).
    """
    page = _locked(page)
    rules.check_can_take_down(page, duty)
    page.published, page.taken_down_at, page.changed_at = None, now, now
    page.save()
    changes.tell("page", page.pk)
    return page


@transaction.atomic
def delete_page(*, page: Page, duty: Duty, now: datetime) -> Page:
    """Put the page away with all its versions; `bring_back` undoes it.

    Raises:
        NotAllowed, Conflict (`page-deleted`).
    """
    page = _locked(page)
    rules.check_can_edit(page, duty)
    if page.published_id is not None:
        page.taken_down_at = now
    page.published, page.deleted_at, page.changed_at = None, now, now
    page.save()
    changes.tell("page", page.pk)
    return page


@transaction.atomic
def bring_back(*, page: Page, duty: Duty, now: datetime) -> Page:
    """Undo the deletion; visitors see the page only after it is published again.

    Raises:
        NotAllowed, Conflict (`not-deleted`).
    """
    page = _locked(page)
    rules.check_can_bring_back(page, duty)
    page.deleted_at, page.changed_at = None, now
    page.save()
    return page


@transaction.atomic
def restore_version(*, page: Page, number: int, duty: Duty, now: datetime) -> Page:
    """Make a former version the latest one again, as a new version; visitors see it after it is published.

    Raises:
        NotAllowed, Conflict (`page-deleted`, `already-latest`), Invalid (`no-such-version`).
    """
    page = _locked(page)
    rules.check_can_edit(page, duty)
    former = page.versions.filter(number=number).first()
    if former is None:
        raise Invalid(_("Такої версії немає."), code="no-such-version")
    words = _words_of(former)
    if words == _words_of(_latest(page)):
        raise Conflict(_("Остання версія й так має цей текст."), code="already-latest")
    return _with_version(page, words, duty=duty, now=now, restored_from=former)


@transaction.atomic
def place_page(*, page: Page, standing: Standing, duty: Duty, now: datetime) -> Page:
    """Change the address of a page, its place in the tree and in the menu; the former address leads on.

    Raises:
        NotAllowed, Invalid (`address-unclear`, `parent-ring`, `parent-deep`), Conflict (`page-deleted`,
        `address-reserved`, `address-taken`).
    """
    page = _locked(page)
    rules.check_can_edit(page, duty)
    rules.check_can_write(duty, place_id=standing["place"].pk if standing["place"] else None)
    slug = standing["slug"].strip().lower()
    if slug != page.slug:
        rules.check_address(slug)
        _move(page, slug, now=now)
    rules.check_parent(page, standing["parent"])
    if page.placement != standing["placement"]:
        page.order = _last_order() + 1
    page.place, page.parent, page.placement = standing["place"], standing["parent"], standing["placement"]
    page.menu_name, page.menu_name_en = _line(standing["menu_name"]), _line(standing["menu_name_en"])
    page.changed_at = now
    page.save()
    changes.tell("page", page.pk)
    return page


@transaction.atomic
def move_page(*, page: Page, up: bool, duty: Duty) -> None:
    """Change places with the neighbour in the same list; at its end nothing happens. Raises NotAllowed, Conflict."""
    page = _locked(page)
    rules.check_can_edit(page, duty)
    beside = Page.objects.filter(placement=page.placement, deleted_at__isnull=True)
    rows = list(beside.select_for_update().order_by("order", "pk"))
    at = next(number for number, one in enumerate(rows) if one.pk == page.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, one in enumerate(rows):
        if one.order != number:
            one.order = number
            one.save()


def _move(page: Page, slug: str, *, now: datetime) -> None:
    other = Page.objects.filter(slug=slug).exclude(pk=page.pk).first()
    if other is not None:
        deleted, live = _("Цю адресу має вилучена сторінка «{title}»."), _("Цю адресу має сторінка «{title}».")
        sentence = deleted if other.deleted_at else live
        raise Conflict(sentence.format(title=other), code="address-taken", field="slug")
    former = FormerAddress.objects.filter(slug=slug).first()
    if former is not None and former.page_id != page.pk:
        sentence = _("За цією адресою раніше була сторінка «{title}», і старі посилання ведуть до неї.")
        raise Conflict(sentence.format(title=former.page), code="address-taken", field="slug")
    if former is not None:
        former.delete()  # the page comes back to where it was
    FormerAddress(slug=page.slug, page=page, left_at=now).save()
    page.slug = slug


def _with_version(page: Page, words: Words, *, duty: Duty, now: datetime, restored_from: Version | None = None) -> Page:
    number = (page.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version(
        page=page, number=number, restored_from=restored_from, author=duty.account, written_at=now, **words
    )
    version.save()
    page.latest, page.changed_at = version, now
    page.save()
    return page


def _cleaned(words: Words) -> Words:
    clean = Words(
        title=_line(words["title"]),
        summary=_line(words["summary"]),
        body=richtext.checked(words["body"], field="body"),
        title_en=_line(words["title_en"]),
        summary_en=_line(words["summary_en"]),
        body_en=richtext.checked(words["body_en"], field="body_en"),
    )
    if not clean["title"]:
        raise Invalid(_("Напишіть заголовок."), code="title-empty", field="title")
    if not clean["body"]:
        raise Invalid(_("Напишіть текст сторінки."), code="body-empty", field="body")
    if bool(clean["title_en"]) != bool(clean["body_en"]):
        sentence = _("Для англійської потрібні й заголовок, і текст. Або лишіть обидва порожніми.")
        field = "body_en" if clean["title_en"] else "title_en"
        raise Invalid(sentence, code="english-half", field=field)
    return clean


def _words_of(version: Version) -> Words:
    return Words(
        title=version.title,
        summary=version.summary,
        body=version.body,
        title_en=version.title_en,
        summary_en=version.summary_en,
        body_en=version.body_en,
    )


def _line(words: str) -> str:
    return display_apostrophe(tidy(words))


def _latest(page: Page) -> Version:
    assert page.latest is not None  # noqa: S101 - a page is never written without its first version
    return page.latest


def _locked(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)


def _last_order() -> int:
    return Page.objects.aggregate(last=Max("order"))["last"] or 0
