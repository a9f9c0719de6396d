"""What a library sets about ratings and comments."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences.registry import Group, Whole, YesNo, register, register_group

GROUP = "feedback"
_ORDER = lazy("Закон строку не називає: це типове значення, затвердьте своє наказом директора.")

register_group(Group(GROUP, lazy("Оцінки й відгуки"), order=45, lead=lazy("Хто що почує і скільки зберігаємо.")))

LETTER_TO_HEAD = register(
    YesNo(
        code="feedback.letter_to_head",
        group=GROUP,
        question=lazy("Писати керівникові про погану оцінку або новий відгук?"),
        default=True,
        effect=lambda yes: (
            _("Того самого дня піде один лист на бібліотеку, без слів людини: прочитати їх можна в «Відгуках».")
            if yes
            else _("Листів не буде. Погані оцінки й відгуки видно в «Кабінеті».")
        ),
    )
)
AIM = register(
    Whole(
        code="feedback.aim_percent",
        group=GROUP,
        question=lazy("Скільки відсотків задоволених хочемо щонайменше?"),
        default=80,
        least=1,
        most=100,
        unit=("відсоток", "відсотки", "відсотків"),
        effect=lambda aim: _("Місяці, у яких менше {aim} %, на сторінці «Відгуки» позначено окремо.").format(aim=aim),
        hint=lazy("Стільки обіцяє проєкт коворкінгу; затвердьте своє число."),
    )
)
FOLLOW_UP_WEEKS = register(
    Whole(
        code="feedback.follow_up_weeks",
        group=GROUP,
        question=lazy("Через скільки тижнів питати вдруге, що стало краще?"),
        default=4,
        least=0,
        most=26,
        unit=("тиждень", "тижні", "тижнів"),
        effect=lambda weeks: (
            _("Хто погодився й залишив адресу, через {weeks} отримає один лист. Адресу зітремо разом із ним.").format(
                weeks=counted(weeks, _("тиждень"), _("тижні"), _("тижнів"))
            )
            if weeks
            else _("Адрес не питатимемо і вдруге не писатимемо.")
        ),
    )
)
KEEP_COMMENTS = register(
    Whole(
        code="feedback.keep_comments_months",
        group=GROUP,
        question=lazy("Скільки місяців зберігати слова відгуків, яких немає на сайті?"),
        default=12,
        least=1,
        most=60,
        unit=("місяць", "місяці", "місяців"),
        effect=lambda months: _(
            "Через {months} слова зітремо; лишиться, що відгук був, про що і чи відповіли. Показане на сайті лишається."
        ).format(months=counted(months, _("місяць"), _("місяці"), _("місяців"))),
        hint=_ORDER,
    )
)
AN_HOUR = register(
    Whole(
        code="feedback.an_hour",
        group=GROUP,
        question=lazy("Скільки оцінок за годину приймати з однієї мережі?"),
        default=30,
        least=5,
        most=500,
        unit=("оцінка", "оцінки", "оцінок"),
        effect=lambda number: _(
            "За Wi-Fi бібліотеки стоять усі, хто прийшов, тому не замало. Понад {number} на годину з однієї мережі "
            "не врахуємо. Адрес не зберігаємо."
        ).format(number=counted(number, _("оцінку"), _("оцінки"), _("оцінок"))),
    )
)
