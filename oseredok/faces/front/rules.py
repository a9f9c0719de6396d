"""Who may do what with news and with reported barriers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, DomainError, NotAllowed
from oseredok.faces.front.models import Barrier, NewsItem
from oseredok.library.people.access import DESK, LEADERS, Duty
from oseredok.library.people.models import Role

WRITERS = DESK
PUBLISHERS = (Role.BRANCH_LIBRARIAN, Role.HEAD, Role.DIRECTOR)


def check_can_write(duty: Duty) -> None:
    """Raise NotAllowed for a person who does not work at the desk."""
    if not duty.may(*WRITERS):
        raise NotAllowed(_("Новини пишуть ті, хто працює на стійці."), code="not-a-writer")


def check_is_ours(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed for news of another library, and for news about all libraries that somebody else wrote."""
    ours = item.place_id == duty.place.pk or item.author_id == duty.account.pk
    if not ours and not duty.may(*LEADERS):
        raise NotAllowed(
            _("Це новина не вашої бібліотеки. Її змінює та, про яку вона, керівник центру або директор."),
            code="not-of-this-library",
        )


def check_can_edit(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed: what visitors already read is changed only by those who may publish."""
    check_can_write(duty)
    check_is_ours(item, duty)
    if item.published_at and not duty.may(*PUBLISHERS):
        raise NotAllowed(
            _("Новину вже опубліковано. Змінити її може бібліотекар філії, керівник центру або директор."),
            code="not-a-publisher",
        )


def check_can_publish(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed or, when visitors read it already, Conflict."""
    if not duty.may(*PUBLISHERS):
        raise NotAllowed(
            _("Опублікувати може бібліотекар філії, керівник центру або директор."), code="not-a-publisher"
        )
    check_is_ours(item, duty)
    if item.published_at:
        raise Conflict(_("Новину вже опубліковано."), code="already-published")


def check_can_unpublish(item: NewsItem, duty: Duty) -> None:
    """Raise NotAllowed or, when it is a draft, Conflict."""
    check_can_edit(item, duty)
    if not item.published_at:
        raise Conflict(_("Це чернетка: на сайті її немає."), code="not-published")


def check_can_handle(barrier: Barrier, duty: Duty) -> None:
    """Raise NotAllowed or, when somebody was first, Conflict."""
    if not duty.may(*DESK):
        raise NotAllowed(_("Перешкоди усувають ті, хто працює на стійці."), code="not-at-the-desk")
    if barrier.handled_at:
        raise Conflict(_("Це повідомлення вже закрито."), code="already-handled")


def refusal(check: object, *subjects: object) -> str:
    """Return the sentence with which `check` refuses, or nothing: what a switched-off button says."""
    try:
        check(*subjects)  # type: ignore[operator]
    except DomainError as error:
        return error.message
    return ""
