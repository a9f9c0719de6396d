"""Is the door of those who may do everything locked twice?"""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level
from oseredok.library.people.models import Account, Role

LEADING = (Role.DIRECTOR, Role.ADMINISTRATOR)


def find_second_step(_now: datetime) -> Finding | None:
    """Only a recovery list without a first factor does not count."""
    leading = Account.objects.filter(
        is_active=True, role_assignments__role__in=LEADING, role_assignments__taken_at__isnull=True
    ).distinct()
    if not leading:
        return None
    locked = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user_id")
    bare = [account.short_name for account in leading.exclude(pk__in=locked).order_by("pk")]
    if not bare:
        return Finding(Level.WELL, _("Директор і адміністратор входять у два кроки."))
    sentence = _("Без другого кроку входу працюють: {names}").format(names=", ".join(bare))
    cure = _("Хай увімкнуть його самі: ім’я вгорі сторінки → «Другий крок входу».")
    return Finding(Level.ADVICE, sentence, cure=cure)


def register() -> None:
    health.register(health.Source("second-step", 100, find_second_step))
