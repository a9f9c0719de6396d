"""One turn of the outbox by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from oseredok.base.mail.queries import outbox_summary
from oseredok.base.mail.tasks import sweep_once


class Command(BaseCommand):
    help = "Надіслати листи, час яких настав, і повернути в чергу ті, які перервала зупинка."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = sweep_once(now=timezone.now())
        left = outbox_summary()
        self.stdout.write(
            f"Надіслано: {sent}. У черзі: {left.queued}. Чекають налаштування пошти: {left.waiting}. "
            f"Не надіслано: {left.failed}."
        )
