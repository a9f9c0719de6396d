"""What a library sets about the hall for the whole system; the fair rules of each hall are `models.HallRules`."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences.registry import Group, Whole, YesNo, register, register_group

GROUP = "seats"

register_group(Group(GROUP, lazy("Місця в залі"), order=47, lead=lazy("Правила кожної зали: «Кабінет», «Зала».")))

KEEP_CONTACTS = register(
    Whole(
        code="seats.keep_contacts_days",
        group=GROUP,
        question=lazy("Скільки днів пам’ятати, хто бронював місце?"),
        default=8,
        least=8,
        most=60,
        unit=("день", "дні", "днів"),
        effect=lambda days: _(
            "Ім’я, телефон і пошту зітремо через {days} після сеансу. Статистика не зміниться. "
            "Менше ніж вісім днів не можна: тижневу межу бронювань рахуємо за цей час."
        ).format(days=counted(days, "день", "дні", "днів")),
        hint=lazy("Закон строку не називає: це типове значення, затвердьте своє наказом директора."),
    )
)

BOOKINGS_AN_HOUR = register(
    Whole(
        code="seats.bookings_an_hour",
        group=GROUP,
        question=lazy("Скільки броней за годину приймати з однієї мережі?"),
        default=20,
        least=3,
        most=1000,
        unit=("бронь", "броні", "броней"),
        effect=lambda most: _("Після {most} за годину з тієї самої мережі сайт попросить зачекати або прийти.").format(
            most=counted(most, "броні", "броней", "броней")
        ),
        hint=lazy("Боронить залу від програми, яка забронює все. Усі, хто в Wi-Fi бібліотеки, мають одну мережу."),
    )
)

SIT_BY_QR = register(
    YesNo(
        code="seats.sit_by_qr",
        group=GROUP,
        question=lazy("Чи можна сісти за вільне місце самому, за QR-кодом на ньому?"),
        default=False,
        effect=lambda may: (
            _("Людина назве вік і мету на своєму телефоні й одразу сяде. Ноутбуки все одно видає бібліотекар.")
            if may
            else _("QR-код на місці скаже, чи воно вільне, і прийме код броні. Без броні саджає бібліотекар.")
        ),
    )
)

SIT_BY_CARD = register(
    YesNo(
        code="seats.sit_by_card",
        group=GROUP,
        question=lazy("Чи можна читачеві самому сісти за вільний комп’ютер за квитком і PIN?"),
        default=True,
        effect=lambda may: (
            _("Комп’ютер відчиниться, якщо місце вільне й читач іще має час на сьогодні. Ноутбуки видає бібліотекар.")
            if may
            else _("Комп’ютер прийме код броні чи талона. Без броні саджає бібліотекар.")
        ),
    )
)

CODE_FROM_DESK = register(
    YesNo(
        code="seats.code_from_desk",
        group=GROUP,
        question=lazy("Чи питати код на комп’ютері, коли людину посадив бібліотекар?"),
        default=False,
        effect=lambda asks: (
            _("Екран комп’ютера попросить шість цифр: бібліотекар пише їх на талоні.")
            if asks
            else _("На екрані буде кнопка «Починаємо»: коду не треба.")
        ),
    )
)
