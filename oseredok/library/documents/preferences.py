"""When a review of a document is told beforehand."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

registry.register_group(Group("documents", gettext_lazy("Документи"), 70))

REVIEW_DAYS = registry.register(
    Whole(
        code="documents.review_days",
        group="documents",
        question=gettext_lazy("За скільки днів нагадувати, що документ час переглянути?"),
        default=30,
        least=1,
        most=365,
        unit=("день", "дні", "днів"),
        effect=lambda days: _("За {time} до перегляду документ з’явиться в кабінеті, а керівник отримає лист.").format(
            time=counted(days, "день", "дні", "днів")
        ),
        source=gettext_lazy("Місяць вистачає, щоб підготувати й погодити зміни; строку закон не встановлює"),
        checked_on=date(2026, 11, 25),
    )
)
