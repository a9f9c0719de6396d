"""When a target in danger is told, by a letter or not, and how small a number is not published."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole, YesNo

registry.register_group(Group("indicators", gettext_lazy("Показники й цілі"), 60))

WARN_AFTER = registry.register(
    Whole(
        code="indicators.warn_after_percent",
        group="indicators",
        question=gettext_lazy("Коли попереджати, що ціль під загрозою: скільки відсотків робочих днів має минути?"),
        default=25,
        least=5,
        most=90,
        unit=("відсоток", "відсотки", "відсотків"),
        effect=lambda percent: _(
            "Коли мине {percent} % робочих днів місяця і за таким темпом ціль не вийде, про це скаже кабінет."
        ).format(percent=percent),
        source=gettext_lazy("25 % робочих днів місяця минає на другому тижні: ще можна встигнути"),
        checked_on=date(2026, 11, 26),
    )
)

WARN_BY_LETTER = registry.register(
    YesNo(
        code="indicators.warn_by_letter",
        group="indicators",
        question=gettext_lazy("Надсилати керівникові лист, коли ціль під загрозою?"),
        default=False,
        effect=lambda yes: (
            _("Керівник отримає один лист за кожну ціль у кожному періоді.")
            if yes
            else _("Попередження буде лише в кабінеті.")
        ),
        source=gettext_lazy("Вибір установи"),
        checked_on=date(2026, 11, 26),
    )
)

PUBLISHED_FROM = registry.register(
    Whole(
        code="indicators.published_from",
        group="indicators",
        question=gettext_lazy("Від скількох людей оприлюднювати число про вразливу групу?"),
        default=5,
        least=3,
        most=50,
        unit=("людина", "людини", "людей"),
        effect=lambda people: _(
            "Менші числа про переселенців, людей з інвалідністю, ветеранів, рід занять на сайті й у звітах не показуємо."
        ),
        source=gettext_lazy("Рекомендація для статистики: менше п’яти людей легко впізнати; закон числа не називає"),
        checked_on=date(2026, 11, 26),
    )
)
