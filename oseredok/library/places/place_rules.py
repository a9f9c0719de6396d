"""What the institution, a library and a room may be: pure checks that refuse with a sentence for people."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.ua import edrpou

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.places.models import Room

LARGEST_ROOM = Decimal(9999)


def check_name(name: str) -> None:
    """Raises Invalid (`no_name`)."""
    if not name:
        raise Invalid(_("Напишіть назву."), code="no_name", field="name")


def check_registry_code(code: str) -> None:
    """An empty code is allowed: it may be found later. Raises Invalid (`registry_code_length`, `registry_code_digit`)."""
    if not code:
        return
    if len(code) != 8 or not (code.isascii() and code.isdigit()):
        raise Invalid(_("У коді ЄДРПОУ 8 цифр."), code="registry_code_length", field="registry_code")
    try:
        edrpou.validate(code)
    except NotANumber:
        raise Invalid(
            _("Такого коду ЄДРПОУ не буває: контрольна цифра не сходиться. Звірте з випискою."),
            code="registry_code_digit",
            field="registry_code",
        ) from None


def check_room(*, name: str, purpose: str, area: Decimal) -> None:
    """Raises Invalid: `no_name`, `purpose_unknown`, `area_unclear`."""
    check_name(name)
    if purpose not in Room.Purpose.values:
        raise Invalid(_("Виберіть, для чого приміщення."), code="purpose_unknown", field="purpose")
    if not Decimal(0) < area <= LARGEST_ROOM:
        raise Invalid(_("Площа має бути більшою за нуль і меншою за 10 000 м²."), code="area_unclear", field="area")


def check_room_name_is_free(*, name: str, others: Iterable[str]) -> None:
    """Raises Conflict (`room_taken`): two rooms of one name could not be told apart in a booking."""
    if name.casefold() in {other.casefold() for other in others}:
        raise Conflict(_("Приміщення з такою назвою вже є."), code="room_taken", field="name")
