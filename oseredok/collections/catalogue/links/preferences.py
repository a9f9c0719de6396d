"""Whether links of records are checked, how many a night, and whether inside the library too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.base.preferences.registry import Whole, YesNo, register
from oseredok.collections.catalogue.imports.preferences import GROUP

CHECKS = register(
    YesNo(
        code="catalogue.links_checked",
        group=GROUP,
        question=_("Чи перевіряти вночі, що посилання в записах працюють?"),
        hint=_("Сервер сам відкриватиме адреси з каталогу між першою і п’ятою годиною ночі, по одній."),
        default=False,
    )
)
AT_NIGHT = register(
    Whole(
        code="catalogue.links_a_night",
        group=GROUP,
        question=_("Скільки посилань перевіряти за ніч?"),
        default=300,
        least=1,
        most=5000,
        unit=("посилання", "посилання", "посилань"),
    )
)
PRIVATE = register(
    YesNo(
        code="catalogue.links_private",
        group=GROUP,
        question=_("Чи перевіряти також адреси внутрішньої мережі бібліотеки?"),
        hint=_("Увімкніть, лише якщо електронні книги лежать на вашому власному сервері в цій мережі."),
        default=False,
    )
)
