"""How long a search is kept for an address."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences.registry import Group, Whole, register, register_group

GROUP = "alerts"
_MONTHS = ("місяць", "місяці", "місяців")

register_group(
    Group(GROUP, lazy("Збережені пошуки"), order=62, lead=lazy("Листи про нове за пошуком, який людина зберегла."))
)

KEEP_SEARCHES = register(
    Whole(
        code="alerts.keep_searches_months",
        group=GROUP,
        question=lazy("Скільки місяців писати на адресу, якщо людина не продовжила?"),
        default=12,
        least=1,
        most=36,
        unit=_MONTHS,
        effect=lambda months: _(
            "Через {months} після останнього підтвердження адресу і пошук зітремо. У кожному листі є посилання, щоб продовжити."
        ).format(months=counted(months, *_MONTHS)),
        hint=lazy("Закон строку не називає: це типове значення, затвердьте своє наказом директора."),
    )
)
