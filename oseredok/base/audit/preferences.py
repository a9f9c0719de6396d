"""How long the log of changes is kept."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

registry.register_group(
    Group("keeping", gettext_lazy("Як довго зберігати"), 60, gettext_lazy("Що система стирає сама і коли."))
)

KEEP_MONTHS = registry.register(
    Whole(
        code="audit.keep_months",
        group="keeping",
        question=gettext_lazy("Скільки місяців зберігати журнал змін?"),
        hint=gettext_lazy("У ньому імена працівників і адреси комп’ютерів, з яких вони працювали."),
        default=15,
        least=1,
        most=120,
        unit=("місяць", "місяці", "місяців"),
        effect=lambda months: _("Записи, старші за {time}, щодня стираються.").format(
            time=counted(months, "місяць", "місяці", "місяців")
        ),
        source=gettext_lazy(
            "Рік і ще квартал: річний звіт пояснюють на початку наступного року. Довше за потребу не зберігаємо: Закон "
            "«Про захист персональних даних», ст. 6"
        ),
        checked_on=date(2026, 11, 25),
    )
)
