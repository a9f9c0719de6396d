"""The pages of «Персональні дані» in the office, as tabs of each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.ui.parts import Link


def tabs(current: str) -> list[Link]:
    """Return the tabs; `current` is the name of the address."""
    pages = [
        ("home", _("Стан")),
        ("requests", _("Запити")),
        ("consents", _("Згоди")),
        ("terms", _("Строки")),
        ("register", _("Реєстр обробок")),
        ("looks", _("Перегляди")),
        ("incidents", _("Інциденти")),
    ]
    return [Link(reverse(f"privacy_office:{name}"), label, name == current) for name, label in pages]
