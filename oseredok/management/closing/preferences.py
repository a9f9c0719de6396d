"""How long a closed library may still be opened again."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

registry.register_group(Group("closing", gettext_lazy("Закриття бібліотеки"), 90))

WAY_BACK_DAYS = registry.register(
    Whole(
        code="closing.way_back_days",
        group="closing",
        question=gettext_lazy("Скільки днів після закриття бібліотеку ще можна відчинити знову?"),
        hint=gettext_lazy("Лише доки дані її читачів не стерто."),
        default=30,
        least=0,
        most=365,
        unit=("день", "дні", "днів"),
        effect=lambda days: (
            _("Протягом {time} директор може скасувати закриття: ролі й читачі повертаються на місце.").format(
                time=counted(days, "дня", "днів", "днів")
            )
            if days
            else _("Закриття не скасувати: перевірте все до останньої кнопки.")
        ),
        source=gettext_lazy(
            "Місяць вистачає, щоб помітити помилку або дочекатися іншого рішення; строку закон не встановлює"
        ),
        checked_on=date(2026, 11, 25),
    )
)
