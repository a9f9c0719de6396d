"""Samples that the gallery shows: every component in every state, with believable words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.ui import charts, icons
from oseredok.base.ui.fields import Autocomplete, ChoiceBlocks, ClockInput, DayAndClock, DayInput
from oseredok.base.ui.parts import FacetGroup, Link, Moment, Row

FAMILIES: Final[dict[str, str | Promise]] = {
    "signs": _("Знак, барви, іконки, позначки"),
    "buttons": _("Кнопки й посилання"),
    "fields": _("Поля й вибір"),
    "errors": _("Помилки у формі"),
    "messages": _("Повідомлення й стани"),
    "lists": _("Переліки, таблиці, шлях"),
    "home": _("Складники головної"),
    "numbers": _("Числа й діаграми"),
    "desk": _("Складники стійки"),
}

COLOURS: Final = [
    "paper",
    "surface",
    "sunken",
    "ink",
    "muted",
    "line",
    "control",
    "brand",
    "brand-hover",
    "link",
    "tint",
    "night",
    "accent",
    "glow",
    "glow-line",
    "ochre",
    "danger",
    "danger-tint",
    "success",
    "success-tint",
    "warning",
    "warning-tint",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "series-5",
    "heat-0",
    "heat-1",
    "heat-2",
    "heat-3",
    "heat-4",
]


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label="Ваше ім’я", help_text="Як до вас звертатися")
    phone = forms.CharField(
        label="Телефон", min_length=10, error_messages={"min_length": "Бракує однієї цифри: у номері їх має бути 10"}
    )
    mail = forms.EmailField(
        label="Пошта для скану", required=False, error_messages={"invalid": "Допишіть адресу пошти після @"}
    )
    question = forms.CharField(label="Ваше запитання", widget=forms.Textarea)
    day = forms.DateField(label="Коли", widget=DayInput)
    time = forms.TimeField(label="О котрій", widget=ClockInput)
    start = forms.SplitDateTimeField(
        label="Початок заняття", widget=DayAndClock(day_name="День початку", clock_name="Година початку")
    )
    theme = forms.ChoiceField(
        label="Тема",
        help_text="Почніть писати або виберіть зі списку",
        choices=[
            ("", ""),
            ("pension", "Пенсія"),
            ("subsidy", "Субсидія і пільги"),
            ("housing", "Пошкоджене житло"),
            ("idp", "Переселенцям"),
        ],
        widget=Autocomplete,
    )
    place = forms.ChoiceField(label="Бібліотека", choices=[("c", "Центральна"), ("z", "Філія «Заріччя»")])
    answer = forms.ChoiceField(
        label="Як відповісти?",
        choices=[("phone", "Зателефонуйте мені"), ("mail", "Напишіть на пошту")],
        widget=forms.RadioSelect,
    )
    wish = forms.ChoiceField(
        label="Чого ви хочете від міської ради?",
        choices=[("copy", "Отримати копію чи відомості"), ("complain", "Поскаржитися"), ("unknown", "Не знаю")],
        widget=ChoiceBlocks(
            hints={
                "copy": "Документ уже є в ради. Відповідь за 5 робочих днів",
                "complain": "На рішення, дію чи бездіяльність. Відповідь до місяця",
                "unknown": "Поставимо ще два запитання",
            }
        ),
    )
    groups = forms.MultipleChoiceField(
        label="Зі згоди людини, рахуємо окремо",
        required=False,
        choices=[("disability", "інвалідність"), ("displaced", "переселення")],
        widget=forms.CheckboxSelectMultiple,
    )
    scan = forms.FileField(label="Файл", required=False, help_text="PDF або фото до 2 МБ")
    agreed = forms.BooleanField(label="Погоджуюся з правилами користування")


def _signs() -> dict[str, Any]:
    return {"colours": COLOURS, "icon_names": icons.names()}


def _fields() -> dict[str, Any]:
    return {"form": SampleForm(initial={"name": "Галина", "answer": "phone", "wish": "complain", "agreed": True})}


def _errors() -> dict[str, Any]:
    return {"form": SampleForm({"name": "Галина", "phone": "067123456", "mail": "halyna@", "question": "Де подати?"})}


def _lists() -> dict[str, Any]:
    return {
        "rows": [
            Row("Місце", "ноутбук бібліотеки", "#place"),
            Row("Час", "четвер, 15 жовтня, 16:00–18:00", "#time"),
            Row("Ім’я", "Галина", "#name"),
        ],
        "facts": [Row("Обсяг", "214 с., іл., карти, 21 см"), Row("Видано", "Полтава : Світлиця, 2023")],
        "steps": ["Місце", "Час", "Ваше ім’я", "Перевірка"],
        "page": Paginator(range(190), 10).page(4),
        "tabs": [Link("#all", "Усе", True, 19), Link("#books", "Книги", False, 6), Link("#events", "Події", False, 1)],
        "facets": [
            FacetGroup(
                "Тема",
                [
                    Link("#a", "Субсидія і пільги", True, 19),
                    Link("#b", "Комунальні послуги", False, 11),
                    Link("#c", "Пенсія", False, 6),
                ],
            ),
            FacetGroup("Рік", [Link("#d", "2026", False, 5), Link("#e", "раніше", False, 14)]),
        ],
        "moments": [
            Moment("12 жовтня", "Запит надійшов", "з сайту"),
            Moment("13 жовтня", "Відповідає Наталя", "чекаємо на копію з архіву", "now"),
            Moment("16 жовтня", "Надішлемо відповідь", "", ""),
        ],
        "plan": [
            ("Відвідування коворкінгу", 900, "1 008", "112 %", "виконано", "success", "Додалися суботні заняття"),
            (
                "Навчальні заняття",
                24,
                "21",
                "88 %",
                "не виконано",
                "danger",
                "Три заняття в січні не відбулися: не було світла",
            ),
            ("Зустрічі з посадовцями", 6, "6", "100 %", "виконано", "success", ""),
        ],
    }


def _home() -> dict[str, Any]:
    return {
        "today": date(2026, 10, 14),
        "days": [date(2026, 10, 14), date(2026, 10, 17), date(2026, 10, 21)],
        "nav_items": [
            Link("#1", "Послуги", True),
            Link("#2", "Події"),
            Link("#3", "Як дістатися"),
            Link("#4", "Допомога"),
        ],
        "tasks": [
            ("armchair", "Забронювати місце", "Комп’ютер, ноутбук, тихий стіл або кімната"),
            ("book-open", "Знайти книгу", "У каталозі трьох бібліотек громади"),
            ("landmark", "Скористатися е-послугою", "Дія, Пенсійний фонд, субсидія: допоможемо крок за кроком"),
            ("file-pen", "Написати до влади", "Запит, заява, скарга: поставимо запитання і складемо лист"),
            ("scan-line", "Отримати скан на пошту", "Розділ книги чи статтю з нашого фонду"),
            ("graduation-cap", "Навчитися", "Курси й особисті консультації, безкоштовно"),
        ],
        "situations": [
            ("Пенсія", "призначення, перерахунок, кабінет пенсіонера"),
            ("Субсидія і пільги", "як подати, чому відмовили, коли переглянуть"),
            ("Я переселенець", "довідка ВПО, виплати, житло, зміна адреси"),
            ("Робота", "вакансії, статус безробітного, резюме"),
            ("Документи", "паспорт, реєстрація місця проживання, е-підпис"),
            ("Здоров’я", "вибрати лікаря, рецепт, безкоштовні ліки"),
        ],
        "slots": [("14:00", 1, "вільне 1 місце"), ("15:00", 2, "вільні 2 місця"), ("16:00", 3, "вільні 3 місця")],
    }


def _numbers() -> dict[str, Any]:
    months = ("січень", "лютий", "березень", "квітень", "травень", "червень")
    shorts = ("січ", "лют", "бер", "кві", "тра", "чер")
    visits = (131, 148, 172, 186, 179, 192)
    hours = {"9": 2, "10": 3, "11": 1, "12": 4, "13": 13, "14": 7, "15": None, "16": None, "17": None, "18": None}
    return {
        "columns": charts.columns(
            title="Найлюдніше о 13-й",
            subtitle="Відвідування сьогодні за годинами",
            points=[charts.Point(hour, value, url=f"#{hour}", now=hour == "14") for hour, value in hours.items()],
            measure="Відвідувань",
        ),
        "line": charts.line_with_target(
            title="Чотири місяці з шести понад ціль",
            subtitle="Відвідування коворкінгу за місяцями",
            points=[
                charts.Point(month, value, short=short, note="9 днів без світла" if value == 131 else "")
                for month, short, value in zip(months, shorts, visits, strict=True)
            ],
            target=150,
            measure="Відвідувань",
        ),
        "bars": charts.bars_with_last_year(
            title="Найбільше зросла допомога й навчання",
            subtitle="Послуг за півріччя; риска – торік за цей самий час",
            bars=[
                charts.Compared("Робочі місця", 386, 302, "#seats"),
                charts.Compared("Допомога з е-послугами", 214, 166, "#e"),
                charts.Compared("Довідки", 158, 172, "#r"),
                charts.Compared("Заняття, слухачів", 96, 58, "#l"),
            ],
            measure="Послуг",
        ),
        "ages": charts.stacked_share(
            title="Понад половина – люди від 36 років",
            subtitle="Частка відвідувань за віком",
            parts=[
                charts.Part("до 14", 121),
                charts.Part("15–17", 91),
                charts.Part("18–21", 60),
                charts.Part("22–35", 181),
                charts.Part("36–59", 272),
                charts.Part("60+", 283),
            ],
            groups=[("діти, підлітки, юнацтво", 0, 3), ("від 36 років", 4, 6)],
            measure="Відвідувань",
        ),
        "reviews": charts.stacked_share(
            title="Критичні відгуки кажуть, що поліпшити",
            subtitle="250 відгуків за півріччя",
            parts=[
                charts.Part("схвальних", 210, "green"),
                charts.Part("ані так, ані ні", 27, "grey"),
                charts.Part("критичних", 13, "brick"),
            ],
            measure="Відгуків",
        ),
        "heat": charts.heat_map(
            title="Найлюдніше в суботу зранку",
            subtitle="Усі відвідування за днем тижня й годиною",
            across=["9", "10", "11", "12", "13", "14", "15", "16", "17", "18"],
            down=["вт", "ср", "чт", "пт", "сб"],
            values=[
                [6, 13, 19, 19, 13, 13, 19, 26, 19, 6],
                [6, 19, 26, 19, 13, 19, 26, 32, 26, 13],
                [6, 13, 19, 13, 13, 13, 26, 38, 26, 13],
                [13, 19, 26, 19, 13, 26, 32, 38, 32, 13],
                [19, 38, 48, 45, 32, 26, 19, 13, 6, 6],
            ],
        ),
        "spark": charts.sparkline(visits, name="Відвідувань за місяцями: 131, 148, 172, 186, 179, 192"),
    }


def _desk() -> dict[str, Any]:
    return {
        "duty_nav": [
            Link("#today", "Сьогодні", True),
            Link("#hall", "Зала"),
            Link("#asks", "Запити", False, 3),
            Link("#events", "Події"),
            Link("#numbers", "Показники"),
        ],
        "visits": [
            ("до 14", "діти", 14),
            ("15–17", "підлітки", 1),
            ("18–21", "юнацтво", 0),
            ("22–35", "молодь", 4),
            ("36–59", "дорослі", 5),
            ("60+", "старші", 6),
        ],
        "favourites": [
            ("message-circle-question-mark", "Довідка", "Д"),
            ("landmark", "Е-послуга", "Е"),
            ("file-pen", "Лист до влади", "Л"),
            ("smartphone", "Смартфон, ПК", "С"),
            ("printer", "Друк, копія", "К"),
            ("scan-line", "Сканування", "Н"),
            ("laptop", "Видати техніку", "Т"),
            ("book-open", "Пошук книги", "П"),
        ],
        "hours": _numbers()["columns"],
    }


SAMPLES: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "signs": _signs,
    "fields": _fields,
    "errors": _errors,
    "lists": _lists,
    "home": _home,
    "numbers": _numbers,
    "desk": _desk,
}


def sample(family: str) -> dict[str, Any]:
    """Context of one family's page."""
    return SAMPLES[family]() if family in SAMPLES else {}
