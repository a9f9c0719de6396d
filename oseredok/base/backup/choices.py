"""What a library decides about its copies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.base.preferences.registry import Group, Line, OneOf, Whole, register, register_group

GROUP = "backup"
OFF, DAILY, WEEKLY = "off", "daily", "weekly"
_DAYS = ("день", "дні", "днів")
_COPIES = ("копія", "копії", "копій")
_HOURS = ("година", "години", "годин")
_WEEKDAYS = (_("понеділок"), _("вівторок"), _("середа"), _("четвер"), _("п’ятниця"), _("субота"), _("неділя"))

register_group(
    Group(GROUP, _("Резервні копії"), 80, _("Копія рятує від зламаного диска, вірусу й випадкової помилки."))
)

SCHEDULE = register(
    OneOf(
        code="backup.schedule",
        group=GROUP,
        question=_("Як часто робити копію"),
        default=DAILY,
        choices=((DAILY, _("щодня")), (WEEKLY, _("щотижня")), (OFF, _("лише кнопкою"))),
        hint=_("Якщо в цей час не було світла, копія зробиться, щойно комп’ютер увімкнуть."),
    )
)
HOUR = register(
    Whole(
        code="backup.hour",
        group=GROUP,
        question=_("О котрій годині"),
        default=3,
        least=0,
        most=23,
        unit=_HOURS,
        hint=_("Якщо комп’ютер на ніч вимикають, оберіть робочу годину: роботі копія не заважає."),
    )
)
WEEKDAY = register(
    OneOf(
        code="backup.weekday",
        group=GROUP,
        question=_("У який день, якщо щотижня"),
        default="5",
        choices=tuple((str(number), name) for number, name in enumerate(_WEEKDAYS)),
    )
)
FOLDER = register(
    Line(
        code="backup.folder",
        group=GROUP,
        question=_("Ще одна тека для копій: флешка, другий диск, мережева тека"),
        default="",
        most_signs=250,
        hint=_(
            "Повний шлях, наприклад /media/STICK/kopii або E:\\kopii. Копія на тому самому диску не врятує від його поломки."
        ),
    )
)
KEEP_DAILY = register(
    Whole(code="backup.keep_daily", group=GROUP, question=_("Скільки щоденних копій берегти"), default=7, least=1, most=60, unit=_COPIES)
)  # fmt: skip
KEEP_WEEKLY = register(
    Whole(code="backup.keep_weekly", group=GROUP, question=_("Скільки щотижневих"), default=4, least=0, most=60, unit=_COPIES)
)  # fmt: skip
KEEP_MONTHLY = register(
    Whole(code="backup.keep_monthly", group=GROUP, question=_("Скільки щомісячних"), default=6, least=0, most=120, unit=_COPIES)
)  # fmt: skip
KEEP_FORMER = register(
    Whole(
        code="backup.keep_former_days",
        group=GROUP,
        question=_("Скільки днів берегти те, що замінило відновлення"),
        default=30,
        least=1,
        most=365,
        unit=_DAYS,
        hint=_("Попередній осередок із даними читачів лежить поруч, доки не переконаєтеся, що все на місці."),
    )
)
WARN_DAYS = register(
    Whole(
        code="backup.warn_days",
        group=GROUP,
        question=_("Через скільки днів без копії попередити"),
        default=3,
        least=1,
        most=60,
        unit=_DAYS,
    )
)
