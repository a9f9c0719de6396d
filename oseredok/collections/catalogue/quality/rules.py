"""Who looks after the quality of records. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from oseredok.base.core.errors import NotAllowed
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role

CHECKERS = (Role.CATALOGUER, Role.BRANCH_LIBRARIAN, Role.METHODIST, Role.HEAD, Role.DIRECTOR)


def check_can_check(duty: Duty) -> None:
    """Raise NotAllowed for whoever has nothing to do with records."""
    if not duty.may(*CHECKERS):
        sentence = _(
            "Якість каталогу перевіряють каталогізатор, бібліотекар філії, методист, керівник центру і директор."
        )
        raise NotAllowed(sentence, code="not-a-checker")
