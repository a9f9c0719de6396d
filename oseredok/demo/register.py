"""What lies in the invented centre's folder of documents: titles, days told by months from today, the points of a few."""

from dataclasses import dataclass

from oseredok.library.documents.models import Document

Kind, For = Document.Kind, Document.For


@dataclass(frozen=True)
class Paper:
    """`ago`: how many months ago it was signed; `until` and `review` in days from today, `replaces` the code of another.

    A paper with `points` has a file; `place` is a library's code, empty for the whole system. One that is `of_year` holds
    from January to December of this year, whatever `ago` and `until` say.
    """

    code: str
    kind: Document.Kind
    title: str
    ago: int = 0
    number: str = ""
    seen_by: Document.For = For.STAFF
    place: str = ""
    until: int | None = None
    review: int | None = None
    replaces: str = ""
    note: str = ""
    of_year: bool = False
    points: tuple[str, ...] = ()


PAPERS = (
    Paper(
        "opening", Kind.ORDER, "Про відкриття інформаційного центру «Осередок»", 17, number="21-о",
        points=(
            "Відкрити в центральній бібліотеці інформаційний центр і коворкінг «Осередок».",
            "Керівництво центром покласти на завідувачку Савчук І. П.",
            "Філіям надсилати запитання, на які не можуть відповісти самі, до центру.",
        ),
    ),
    Paper(
        "regulations", Kind.REGULATIONS, "Положення про інформаційний центр «Осередок»", 17, number="1",
        seen_by=For.EVERYBODY, review=24,
        points=(
            "Центр діє в складі Тихогірської міської бібліотеки й відкритий для кожного, хто є її користувачем.",
            "Центр дає доступ до офіційної інформації, інтернету й комп’ютерів, допомагає з електронними послугами.",
            "Послуги центру безкоштовні, крім друку, копій і сканування за прейскурантом.",
            "Особисті дані центр обробляє лише в обсязі, потрібному для читацького квитка й статистики.",
            "Роботою центру керує завідувачка, яку призначає директорка бібліотеки.",
        ),
    ),
    Paper(
        "rules_old", Kind.RULES, "Правила користування бібліотекою", 62, number="3", seen_by=For.EVERYBODY,
        note="До відкриття центру",
    ),
    Paper(
        "rules", Kind.RULES, "Правила користування бібліотекою", 15, number="2", seen_by=For.EVERYBODY,
        replaces="rules_old",
        points=(
            "Записатися до бібліотеки може кожен. Потрібен документ, що підтверджує особу; копій із нього не робимо.",
            "Дітей до 14 років записуємо за згодою одного з батьків або опікуна.",
            "Квиток діє в центральній бібліотеці й у філіях. Щороку його поновлюють.",
            "Загублений квиток замінюємо того самого дня.",
            "Свої дані можна переглянути, виправити й стерти: за стійкою або на сайті в розділі «Мої дані».",
        ),
    ),
    Paper(
        "computers", Kind.RULES, "Правила користування комп’ютерами й Wi-Fi", 14, number="3", seen_by=For.EVERYBODY,
        review=-9,
        points=(
            "Сеанс за комп’ютером триває годину; якщо ніхто не чекає, можна довше.",
            "Після сеансу комп’ютер забуває все, що на ньому робили.",
            "Під час повітряної тривоги сеанс зупиняємо і йдемо в укриття.",
        ),
    ),
    Paper(
        "hours", Kind.ORDER, "Про години роботи центральної бібліотеки", 6, number="9-о", seen_by=For.EVERYBODY,
        place="central",
    ),
    Paper(
        "data_officer", Kind.ORDER, "Про відповідальну за захист персональних даних", 16, number="24-о",
        seen_by=For.LEADERS,
    ),
    Paper("alert", Kind.INSTRUCTION, "Порядок дій під час повітряної тривоги", 12, number="5", review=170),
    Paper(
        "plan", Kind.PLAN, "План роботи бібліотеки на {year} рік", seen_by=For.EVERYBODY, of_year=True,
        points=(
            "Приймати в центрі не менш як 150 відвідувачів на місяць.",
            "Провести три групи курсу «Смартфон без страху».",
            "Возити книжки у Вільхівку щовівторка.",
        ),
    ),
    Paper(
        "employment", Kind.AGREEMENT, "Угода про співпрацю з центром зайнятості", 10, number="17", until=75,
        seen_by=For.LEADERS,
        points=(
            "Центр зайнятості щосереди консультує в малій залі, бібліотека дає місце й інтернет.",
            "Сторони не передають одна одній особистих даних відвідувачів.",
        ),
    ),
    Paper("prices", Kind.PRICES, "Прейскурант платних послуг", 8, number="1", seen_by=For.EVERYBODY),
    Paper(
        "ramp", Kind.OTHER, "Акт обстеження доступності приміщень", 7, place="zarichchia", review=40,
        note="Пандус-накладка на дві сходинки",
    ),
)  # fmt: skip
