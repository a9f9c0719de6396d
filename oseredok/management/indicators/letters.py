"""Letters about targets in danger, where the centre has chosen to get them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.mail.actions import queue_letter
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import queries as people
from oseredok.library.people.models import Role
from oseredok.management.indicators.preferences import WARN_BY_LETTER
from oseredok.management.indicators.warnings import warnings


@transaction.atomic
def warn_leaders(*, now: datetime) -> int:
    """Write to those who lead: one letter for each target in each of its periods. Return how many targets are in danger."""
    if not preferences.value(WARN_BY_LETTER):
        return 0
    found = warnings(on=local_date(now))
    for one in found:
        for account in people.holders(roles=(Role.HEAD, Role.DIRECTOR), place=one.place):
            if account.email:
                queue_letter(
                    template="target_in_danger",
                    to=account.email,
                    context={
                        "sentence": one.sentence,
                        "place": one.place.short_name if one.place else _("Уся система"),
                        "period": one.period.title,
                        "source": one.target.source,
                    },
                    key=f"target-in-danger:{one.target.pk}:{one.period.code}:{account.pk}",
                    now=now,
                    about=("indicators", str(one.target.pk)),
                )
    return len(found)
