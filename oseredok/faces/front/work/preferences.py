"""On whose pages the numbers may stand."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.errors import Invalid
from oseredok.base.preferences import queries, registry
from oseredok.base.preferences.registry import Group, Line

_HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}(?::\d{1,5})?")

registry.register_group(Group("work", gettext_lazy("Числа на сайті"), 75))


def _check(text: str) -> None:
    for name in _names(text):
        if not _HOST.fullmatch(name):
            sentence = _("«{name}» не схоже на адресу сайту. Напишіть лише ім’я: rada.example.ua.")
            raise Invalid(sentence.format(name=name[:60]), code="host-unclear")


def _names(text: str) -> list[str]:
    plain = (re.sub(r"^https?://", "", word).rstrip("/") for word in re.split(r"[\s,;]+", text.lower()))
    return list(dict.fromkeys(word for word in plain if word))


def _effect(text: str) -> str:
    if not _names(text):
        return _("Фрагмент із числами не вбудує в себе жоден інший сайт.")
    return _("Фрагмент із числами можуть вбудувати в себе: {names}.").format(names=", ".join(_names(text)))


EMBEDDERS = registry.register(
    Line(
        code="work.embedders",
        group="work",
        question=gettext_lazy("Які сайти можуть вбудувати ваші числа?"),
        hint=gettext_lazy("Імена сайтів через кому: rada.example.ua, *.osvita.example.ua"),
        default="",
        most_signs=400,
        check=_check,
        effect=_effect,
        source=gettext_lazy("Ваше рішення. Числа й так відкриті для всіх; список лише каже браузерові, хто їх показує"),
    )
)


def embedders() -> list[str]:
    """Return the sources that may frame the fragment, as the policy of a page writes them."""
    return _names(queries.value(EMBEDDERS))
