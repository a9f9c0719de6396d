"""What a centre may set about readers' own pages."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

registry.register_group(
    Group(
        "cabinet", _("Сторінка читача «Мої дані»"), 45, lead=_("Читачі входять за кодом із листа або за квитком і PIN.")
    )
)

SHARED_IDLE_MINUTES = registry.register(
    Whole(
        code="cabinet.shared_idle_minutes",
        group="cabinet",
        question=_("Скільки хвилин чекати на читача за спільним комп’ютером?"),
        default=30,
        least=5,
        most=120,
        unit=("хвилина", "хвилини", "хвилин"),
        effect=lambda minutes: _now("Хто пішов і не вийшов, вийде сам за {minutes} хв без руху.").format(
            minutes=minutes
        ),
    )
)
OWN_DEVICE_DAYS = registry.register(
    Whole(
        code="cabinet.own_device_days",
        group="cabinet",
        question=_("Скільки днів пам’ятати читача на його власному пристрої?"),
        default=30,
        least=1,
        most=180,
        unit=("день", "дні", "днів"),
        effect=lambda days: _now("На своєму телефоні код питаємо раз на {days}.").format(
            days=counted(days, "день", "дні", "днів")
        ),
    )
)
