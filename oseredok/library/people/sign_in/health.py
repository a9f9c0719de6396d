"""Is the door of those who may do everything locked twice?"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import sealing, second_step


def find_second_step(_now: datetime) -> Finding | None:
    """Those who must have a second step and have not opened anything since: their accounts wait with a password alone.

    The demo asks nobody for it, so nothing can be said there.
    """
    if settings.DEMO:
        return None
    leading = Account.objects.filter(
        is_active=True, role_assignments__role__in=second_step.ALWAYS_FOR, role_assignments__taken_at__isnull=True
    ).distinct()
    owing = [one.short_name for one in leading.order_by("pk") if second_step.is_owed(account=one)]
    if owing:
        sentence = _("Ще не мають другого кроку входу: {names}").format(names=", ".join(owing))
        return Finding(Level.ADVICE, sentence, cure=_("Хай увійдуть: система сама проведе їх через налаштування."))
    return Finding(Level.WELL, _("Директор і адміністратор входять у два кроки.")) if leading else None


def find_sealed_by_another_key(_now: datetime) -> Finding | None:
    """After a restore without the copy's own key nobody's codes fit; passkeys do."""
    names = [one.short_name for one in sealing.unreadable_accounts()]
    if not names:
        return None
    sentence = _("Коди другого кроку не перевірити, бо секретний ключ сервера змінився: {names}").format(
        names=", ".join(names)
    )
    cure = _(
        "Поверніть колишній файл secret-key. Його немає? Зніміть цим людям другий крок: «Працівники»; останньому "
        "адміністраторові поверне доступ команда oseredok unlock."
    )
    return Finding(Level.BAD, sentence, cure=cure)


def register() -> None:
    health.register(health.Source("second-step-key", 99, find_sealed_by_another_key))
    health.register(health.Source("second-step", 100, find_second_step))
