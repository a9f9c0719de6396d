"""What a library may set about files of records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.base.preferences.registry import Group, Whole, register, register_group

GROUP = "catalogue"
register_group(Group(GROUP, _("Каталог"), order=50))

LARGEST_FILE = register(
    Whole(
        code="catalogue.import_megabytes",
        group=GROUP,
        question=_("Який найбільший файл записів можна завантажити через сайт?"),
        hint=_("Більші файли кладуть у теку сервера."),
        default=200,
        least=1,
        most=1000,
        unit=("мегабайт", "мегабайти", "мегабайтів"),
    )
)
LARGEST_SERVER_FILE = register(
    Whole(
        code="catalogue.import_server_gigabytes",
        group=GROUP,
        question=_("Який найбільший файл записів брати з теки сервера?"),
        default=8,
        least=1,
        most=100,
        unit=("гігабайт", "гігабайти", "гігабайтів"),
    )
)
KEEP_DAYS = register(
    Whole(
        code="catalogue.import_keep_days",
        group=GROUP,
        question=_("Скільки днів зберігати файл записів, щоб перенесення можна було скасувати?"),
        default=30,
        least=1,
        most=365,
        unit=("день", "дні", "днів"),
    )
)
