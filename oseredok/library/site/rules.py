"""Who may do what with pages, and which addresses and places in the tree they may have. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.site import addresses
from oseredok.library.site.models import Page

WRITERS = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
DEEPEST = 3
MOST_IN_MENU = 2
"""More would not stand on one line beside the system's own items."""

_ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class State(TextChoices):
    DRAFT = "draft", gettext_lazy("чернетка")
    SHOWN = "shown", gettext_lazy("на сайті")
    CHANGED = "changed", gettext_lazy("на сайті, зміни не опубліковано")
    DOWN = "down", gettext_lazy("знято із сайту")
    DELETED = "deleted", gettext_lazy("вилучено")


def state_of(page: Page) -> State:
    """Return what has become of a page."""
    if page.deleted_at is not None:
        return State.DELETED
    if page.published_id is not None:
        return State.SHOWN if page.published_id == page.latest_id else State.CHANGED
    return State.DOWN if page.taken_down_at is not None else State.DRAFT


def check_can_write(duty: Duty, *, place_id: int | None) -> None:
    """Raise NotAllowed: the head writes pages of their own library, the director and administrator all."""
    if duty.holds(*WRITERS, at=place_id):
        return
    sentence = _("Сторінки всієї системи й інших бібліотек пише директор або адміністратор.")
    raise NotAllowed(sentence, code="page-not-yours", field="place")


def check_can_edit(page: Page, duty: Duty) -> None:
    """Raise NotAllowed, or Conflict for what has been deleted."""
    check_can_write(duty, place_id=page.place_id)
    if page.deleted_at is not None:
        raise Conflict(_("Сторінку вилучено. Спершу поверніть її."), code="page-deleted")


def check_can_publish(page: Page, duty: Duty) -> None:
    """Raise NotAllowed or, when visitors read these very words already, Conflict."""
    check_can_edit(page, duty)
    if state_of(page) is State.SHOWN:
        raise Conflict(_("Ця версія вже на сайті."), code="already-published")


def check_can_take_down(page: Page, duty: Duty) -> None:
    """Raise NotAllowed or, when nobody sees it, Conflict."""
    check_can_edit(page, duty)
    if page.published_id is None:
        raise Conflict(_("Цієї сторінки на сайті немає."), code="not-published")


def check_can_bring_back(page: Page, duty: Duty) -> None:
    """Raise NotAllowed or, when it was not deleted, Conflict."""
    check_can_write(duty, place_id=page.place_id)
    if page.deleted_at is None:
        raise Conflict(_("Цю сторінку не вилучали."), code="not-deleted")


def check_address(slug: str) -> None:
    """Raise Invalid for an address that nobody could type, Conflict for one of the system's own."""
    if not _ADDRESS.fullmatch(slug) or len(slug) > addresses.LONGEST:
        sentence = _("В адресі можуть бути лише малі латинські літери, цифри й дефіси між ними.")
        raise Invalid(sentence, code="address-unclear", field="slug")
    if slug in addresses.reserved():
        raise Conflict(_("Цю адресу займає сама система. Оберіть іншу."), code="address-reserved", field="slug")


def check_parent(page: Page, parent: Page | None) -> None:
    """Raise Invalid for a ring or a tree too deep."""
    above, step = 0, parent
    while step is not None:
        if step.pk == page.pk:
            raise Invalid(_("Сторінка не може бути частиною самої себе."), code="parent-ring", field="parent")
        above, step = above + 1, step.parent
    if above + _depth(page) > DEEPEST:
        raise Invalid(
            _("Глибше трьох рівнів люди губляться. Оберіть сторінку ближче до початку."),
            code="parent-deep",
            field="parent",
        )


def _depth(page: Page) -> int:
    if page.pk is None:
        return 1
    return 1 + max((_depth(child) for child in page.children.all()), default=0)


def can(check: Callable[..., None], *subjects: Any, **named: Any) -> bool:
    """Tell whether `check` lets it be."""
    return not refusal(check, *subjects, **named)


def refusal(check: Callable[..., None], *subjects: Any, **named: Any) -> str:
    """Return the sentence with which `check` refuses, or nothing: what a switched-off button says."""
    try:
        check(*subjects, **named)
    except DomainError as error:
        return error.message
    return ""
