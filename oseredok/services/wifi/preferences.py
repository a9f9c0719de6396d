"""What a centre sets about Wi-Fi for all its libraries; the rest is each library's own (`models.WifiSettings`)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences.registry import Group, Whole, register, register_group

GROUP = "wifi"
register_group(Group(GROUP, lazy("Wi-Fi"), order=55))

KEEP_CODES = register(
    Whole(
        code="wifi.keep_codes_days",
        group=GROUP,
        question=lazy("Скільки днів пам’ятати коди Wi-Fi, які вже не діють?"),
        default=7,
        least=1,
        most=90,
        unit=("день", "дні", "днів"),
        effect=lambda days: _(
            "Через {days} зітремо код і те, скільки часу ним користувалися. Скільки разів користувалися Wi-Fi, лишиться "
            "в щоденнику."
        ).format(days=counted(days, _("день"), _("дні"), _("днів"))),
        hint=lazy("Закон строку не називає: це типове значення, затвердьте своє наказом директора."),
    )
)
