"""Do letters go out?"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level
from oseredok.base.mail.queries import outbox_summary


def find_mail(_now: datetime) -> Finding:
    if not settings.EMAIL_CONFIGURED:
        sentence = _("Пошту не налаштовано, листи чекають у черзі.")
        return Finding(Level.ADVICE, sentence, cure=_("Адміністраторові: задайте EMAIL_URL і EMAIL_FROM."))
    return Finding(Level.WELL, _("Пошта йде через {host}.").format(host=settings.EMAIL_HOST))


def find_failed_letters(_now: datetime) -> Finding | None:
    summary = outbox_summary()
    if not summary.failed:
        return None
    sentence = _("Не надіслано листів: {number}.").format(number=summary.failed)
    cure = _("Причина біля кожного: Кабінет → Листи.")
    return Finding(Level.ADVICE, sentence, cure=cure, url_name="office:letters")


def register() -> None:
    health.register(health.Source("mail", 60, find_mail, needs_database=False))
    health.register(health.Source("failed-letters", 61, find_failed_letters))
