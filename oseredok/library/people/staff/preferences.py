"""What a centre may set about the accounts of its staff."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, OneOf, Whole

LEADERS_ONLY, EVERYBODY = "leaders", "everybody"
_ADVICE = gettext_lazy("Рекомендації OWASP щодо входу і сеансів")

registry.register_group(
    Group("accounts", gettext_lazy("Вхід працівників"), 30, gettext_lazy("Як працівники входять і як довго діє вхід."))
)

SECOND_STEP_FOR = registry.register(
    OneOf(
        code="accounts.second_step_for",
        group="accounts",
        question=gettext_lazy("Кому потрібен другий крок входу?"),
        hint=gettext_lazy("Код із телефона або ключ доступу, крім пароля."),
        default=LEADERS_ONLY,
        choices=(
            (LEADERS_ONLY, gettext_lazy("директорові й адміністраторові")),
            (EVERYBODY, gettext_lazy("усім працівникам")),
        ),
        effect=lambda who: (
            _("Без другого кроку ніхто не відкриє робочих сторінок.")
            if who == EVERYBODY
            else _(
                "Директор і адміністратор без другого кроку не відкриють робочих сторінок; решта вмикає за бажанням."
            )
        ),
        source=_ADVICE,
        checked_on=date(2026, 11, 25),
    )
)


def _hours(hours: int) -> str:
    return counted(hours, "годину", "години", "годин")


def _minutes(minutes: int) -> str:
    return counted(minutes, "хвилину", "хвилини", "хвилин")


SESSION_HOURS = registry.register(
    Whole(
        code="accounts.session_hours",
        group="accounts",
        question=gettext_lazy("Скільки годин діє вхід?"),
        default=12,
        least=1,
        most=24,
        unit=("година", "години", "годин"),
        effect=lambda hours: _("Через {time} після входу система попросить увійти знову.").format(time=_hours(hours)),
        source=_ADVICE,
        checked_on=date(2026, 11, 25),
    )
)

IDLE_MINUTES = registry.register(
    Whole(
        code="accounts.idle_minutes",
        group="accounts",
        question=gettext_lazy("Через скільки хвилин без дій вхід завершується?"),
        default=120,
        least=5,
        most=24 * 60,
        unit=("хвилина", "хвилини", "хвилин"),
        effect=lambda minutes: _("Якщо {time} нічого не відкривати, система попросить увійти знову.").format(
            time=_minutes(minutes)
        ),
        source=_ADVICE,
        checked_on=date(2026, 11, 25),
    )
)

KEEP_FAILURES_DAYS = registry.register(
    Whole(
        code="accounts.keep_failures_days",
        group="accounts",
        question=gettext_lazy("Скільки днів зберігати невдалі спроби входу?"),
        default=30,
        least=1,
        most=365,
        unit=("день", "дні", "днів"),
        effect=lambda days: _("Записи, старші за {time}, щодня стираються.").format(
            time=counted(days, "день", "дні", "днів")
        ),
        source=gettext_lazy("Обмеження строку зберігання: Закон «Про захист персональних даних», ст. 6"),
        checked_on=date(2026, 11, 25),
    )
)
