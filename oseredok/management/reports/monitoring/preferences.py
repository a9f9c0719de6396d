"""How soon after a half-year the monitoring should be there."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

registry.register_group(Group("monitoring", gettext_lazy("Моніторинг"), 60))

DUE_DAYS = registry.register(
    Whole(
        code="monitoring.due_days",
        group="monitoring",
        question=gettext_lazy("За скільки днів після півріччя моніторинг має бути готовий?"),
        hint=gettext_lazy("Нагадуємо з першого дня; потім нагадування стає терміновим."),
        default=30,
        least=0,
        most=180,
        unit=("день", "дні", "днів"),
        effect=lambda days: _("Через {time} після кінця півріччя нагадування стане терміновим.").format(
            time=counted(days, "день", "дні", "днів")
        ),
        source=gettext_lazy(
            "Проєкт коворкінгу вимагає моніторингу двічі на рік; строку після півріччя він не називає, узято місяць"
        ),
        checked_on=date(2026, 11, 26),
    )
)
