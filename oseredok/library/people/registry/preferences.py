"""What a centre may set about the readers' registry."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.text import counted
from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

_YEARS = ("рік", "роки", "років")
_DAYS = ("день", "дні", "днів")

registry.register_group(
    Group("readers", _("Запис читачів"), 40, lead=_("Хто записується сам, на який строк і скільки чекає заява."))
)

CONSENT_AGE = registry.register(
    Whole(
        code="readers.consent_age",
        group="readers",
        question=_("Зі скількох років людина записується сама?"),
        default=14,
        least=10,
        most=18,
        unit=_YEARS,
        effect=lambda years: _now(
            "За дитину до {years} років згоду дає хтось із батьків або опікун. Коли дитина їх досягне, "
            "дані батьків і повну дату народження зітремо, лишиться рік."
        ).format(years=years),
        hint=_("Це типове значення. Перевірте чинну редакцію на zakon.rada.gov.ua і свої правила користування."),
        source=_("Цивільний кодекс України, ст. 31–32; ЗУ «Про захист персональних даних»"),
        checked_on=date(2026, 10, 1),
    )
)
GUEST_DAYS = registry.register(
    Whole(
        code="readers.guest_days",
        group="readers",
        question=_("На скільки днів записувати гостя міста?"),
        default=90,
        least=1,
        most=365,
        unit=_DAYS,
        effect=lambda days: _now(
            "Через {days} квиток гостя скінчиться, бібліотекар продовжить його одним дотиком."
        ).format(days=counted(days, *_DAYS)),
    )
)
PICK_UP_DAYS = registry.register(
    Whole(
        code="readers.pick_up_days",
        group="readers",
        question=_("Скільки днів чекає на людину заява із сайту?"),
        default=14,
        least=1,
        most=90,
        unit=_DAYS,
        effect=lambda days: _now("Хто не прийде за {days}, заяву того зітремо: доведеться подати нову.").format(
            days=counted(days, *_DAYS)
        ),
    )
)
APPLICATIONS_AN_HOUR = registry.register(
    Whole(
        code="readers.applications_an_hour",
        group="readers",
        question=_("Скільки заяв на квиток за годину приймати з однієї мережі?"),
        default=10,
        least=3,
        most=200,
        unit=("заяву", "заяви", "заяв"),
        effect=lambda number: _now(
            "Після {number} заяв із одної мережі сайт попросить зачекати годину. Клас запишете за кодом зі стійки."
        ).format(number=number),
        hint=_("Обмеження захищає від програм, що надсилають заяви сотнями. Ціла школа часто має одну мережу."),
    )
)
