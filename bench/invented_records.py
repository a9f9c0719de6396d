"""Invented bibliographic records, as many as wanted and always the same: UNIMARC, MARC21 or IRBIS, in any encoding.

Titles, names and subjects are put together from words; a third are articles, a tenth repeat a book of before in another
year, a book has one to three copies.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oseredok.collections.catalogue.formats import iso2709
from oseredok.collections.catalogue.formats.marc import Field, Marc

_SURNAMES = [
    root + end
    for root in (
        "Коваль", "Бонда", "Шевч", "Ткач", "Мельни", "Марчен", "Савчу", "Грицен", "Лис", "Поліщу", "Гончар", "Рудень", "Кравец",
        "Ярем", "Стець", "Дороше", "Зінчен", "Федоре", "Павлен", "Онищу", "Литвине", "Романю", "Гаври", "Семен", "Остап", "Мазур",
    )
    for end in ("ко", "ук", "енко", "чук", "ський", "ович", "ик", "юк")
]  # fmt: skip
_GIVEN = (
    "Олександр",
    "Марія",
    "Іван",
    "Олена",
    "Петро",
    "Наталія",
    "Богдан",
    "Ірина",
    "Степан",
    "Оксана",
    "Юрій",
    "Ганна",
)
_PATRONYMICS = (
    "Іванович",
    "Петрівна",
    "Степанович",
    "Миколаївна",
    "Юрійович",
    "Богданівна",
    "Олексійович",
    "Василівна",
)
_ADJECTIVES = (
    "Українська", "Сучасна", "Народна", "Міська", "Давня", "Нова", "Загальна", "Практична", "Шкільна", "Наукова", "Мала", "Велика",
    "Історична", "Географічна", "Економічна", "Правова", "Художня", "Музична", "Ілюстрована", "Домашня", "Прикладна",
)  # fmt: skip
_NOUNS = (
    "історія", "література", "економіка", "медицина", "педагогіка", "культура", "бібліотека", "громада", "архітектура", "музика",
    "мова", "хімія", "фізика", "математика", "екологія", "психологія", "географія", "ботаніка", "торгівля", "освіта", "поезія",
)  # fmt: skip
_TAILS = (
    "рідного краю", "Полісся", "Волині", "Поділля", "Галичини", "Слобожанщини", "XIX століття", "у листах", "для всіх", "у школі",
    "та люди", "і право", "міста Сарни", "Дніпра", "на зламі століть", "від А до Я", "у таблицях", "незалежної України",
)  # fmt: skip
_TOWNS = ("Київ", "Львів", "Харків", "Одеса", "Рівне", "Тернопіль", "Луцьк", "Дніпро", "Чернівці", "Івано-Франківськ")
_PUBLISHERS = (
    "Вежа",
    "Світанок",
    "Обрій",
    "Книгарня",
    "Смолоскип знань",
    "Рідна мова",
    "Полісся",
    "Новий час",
    "Майстерня",
    "Криниця",
)
_SUBJECTS = tuple(
    f"{noun.capitalize()} – {place}" for noun in _NOUNS for place in ("Україна", "Полісся", "Волинь", "Європа")
)
_JOURNALS = tuple(f"{name} {where}" for name in ("Вісник", "Голос", "Записки", "Часопис") for where in _TOWNS)
_BRANCHES = ("ЦБ", "Ф1", "Ф2", "Ф3", "ДБ")
_HALF = "Книга розповідає про те, як жили, працювали і навчалися люди краю, які звичаї мали та що лишили нащадкам. "


@dataclass(frozen=True)
class _Book:
    title: str
    subtitle: str
    surname: str
    given: str
    place: str
    publisher: str
    year: int
    pages: int
    subjects: tuple[str, ...]
    keywords: tuple[str, ...]
    udc: str
    isbn: str
    journal: str
    copies: int


def books(amount: int, *, seed: int = 1) -> Iterator[_Book]:
    """Yield invented books and articles."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    before: list[_Book] = []
    for number in range(amount):
        again = before[dice.randrange(len(before))] if before and dice.random() < 0.1 else None
        book = _Book(
            title=again.title if again else f"{dice.choice(_ADJECTIVES)} {dice.choice(_NOUNS)} {dice.choice(_TAILS)}",
            subtitle=dice.choice(
                ("навчальний посібник", "нариси", "збірник статей", "довідник", "роман", "поезії", "спогади")
            ),
            surname=again.surname if again else dice.choice(_SURNAMES),
            given=again.given if again else f"{dice.choice(_GIVEN)} {dice.choice(_PATRONYMICS)}",
            place=dice.choice(_TOWNS),
            publisher=dice.choice(_PUBLISHERS),
            year=dice.randint(1950, 2025),
            pages=dice.randint(24, 640),
            subjects=tuple(dice.sample(_SUBJECTS, 2)),
            keywords=tuple(dice.sample(_NOUNS, 3)),
            udc=f"{dice.randint(0, 9)}{dice.randint(0, 9)}.{dice.randint(1, 9)}(477)",
            isbn=_isbn(number) if number % 3 == 0 else "",
            journal=dice.choice(_JOURNALS) if number % 3 == 1 else "",
            copies=0 if number % 3 == 1 else dice.randint(1, 3),
        )
        if len(before) < 5_000:
            before.append(book)
        yield book


def marc21(number: int, book: _Book) -> Marc:
    """Return a MARC21 record of a book, with Koha's copies."""
    level = "a" if book.journal else "m"
    fields: list[Field] = [
        ("001", "", [("", f"m{number}")]),
        ("008", "", [("", f"200101s{book.year}    un {'':19}0 ukr d")]),
    ]
    if book.isbn:
        fields.append(("020", "  ", [("a", book.isbn)]))
    fields += [
        ("080", "  ", [("a", book.udc)]),
        ("100", "1 ", [("a", f"{book.surname}, {book.given}"), ("4", "aut")]),
        (
            "245",
            "10",
            [("a", f"{book.title} :"), ("b", f"{book.subtitle} /"), ("c", f"{book.given[0]}. {book.surname}.")],
        ),
        ("260", "  ", [("a", f"{book.place} :"), ("b", f"{book.publisher},"), ("c", f"{book.year}.")]),
        ("300", "  ", [("a", f"{book.pages} с.")]),
        ("520", "  ", [("a", _HALF * 2)]),
        *[("650", " 4", [("a", subject)]) for subject in book.subjects],
        *[("653", "  ", [("a", word)]) for word in book.keywords],
    ]
    if book.journal:
        fields.append(("773", "0 ", [("t", book.journal), ("g", f"{book.year}, № {number % 12 + 1}")]))
    for copy in range(book.copies):
        branch = _BRANCHES[(number + copy) % len(_BRANCHES)]
        where = [("b", branch), ("i", f"{number * 3 + copy}"), ("p", f"T{number * 3 + copy:08}"), ("o", book.udc)]
        fields.append(("952", "  ", [*where, ("d", "2020-03-12"), ("g", "120.50")]))
    return Marc(leader=f"00000na{level} a2200000 i 4500", fields=fields)


def unimarc(number: int, book: _Book) -> Marc:
    """Return a UNIMARC record of a book, with copies in 995."""
    level = "a" if book.journal else "m"
    fields: list[Field] = [("001", "", [("", f"u{number}")])]
    if book.isbn:
        fields.append(("010", "  ", [("a", book.isbn)]))
    fields += [
        ("100", "  ", [("a", f"20200101d{book.year}    m  y0ukry50      ca")]),
        ("101", "0 ", [("a", "ukr")]),
        ("200", "1 ", [("a", book.title), ("e", book.subtitle), ("f", f"{book.given[0]}. {book.surname}")]),
        ("210", "  ", [("a", book.place), ("c", book.publisher), ("d", str(book.year))]),
        ("215", "  ", [("a", f"{book.pages} с.")]),
        ("330", "  ", [("a", _HALF * 2)]),
        *[("606", "  ", [("a", subject)]) for subject in book.subjects],
        *[("610", "0 ", [("a", word)]) for word in book.keywords],
        ("675", "  ", [("a", book.udc)]),
        ("700", " 1", [("a", book.surname), ("b", f"{book.given[0]}."), ("g", book.given)]),
    ]
    if book.journal:
        fields.append(("463", " 0", [("t", book.journal), ("v", f"№ {number % 12 + 1}")]))
    for copy in range(book.copies):
        branch = _BRANCHES[(number + copy) % len(_BRANCHES)]
        where = [("b", branch), ("j", f"{number * 3 + copy}"), ("f", f"T{number * 3 + copy:08}"), ("k", book.udc)]
        fields.append(("995", "  ", [*where, ("5", "2020-03-12"), ("p", "120,50")]))
    return Marc(leader=f"00000na{level}0 2200000   450 ", fields=fields)


def irbis(number: int, book: _Book) -> str:
    """Return a record of the text export of IRBIS."""
    lines = [
        f"#920: {'ASP' if book.journal else 'PAZK'}",
        f"#903: {book.udc}/{number}",
        f"#700: ^A{book.surname}^B{book.given[0]}.^G{book.given}",
        f"#200: ^A{book.title}^E{book.subtitle}^F{book.given[0]}. {book.surname}",
        f"#210: ^A{book.place}^C{book.publisher}^D{book.year}",
        f"#215: ^A{book.pages}",
        "#101: ukr",
        f"#675: {book.udc}",
        f"#331: {_HALF * 2}",
        *(f"#606: ^A{subject}" for subject in book.subjects),
        *(f"#610: {word}" for word in book.keywords),
    ]
    if book.isbn:
        lines.append(f"#10: ^A{book.isbn}")
    if book.journal:
        lines.append(f"#463: ^C{book.journal}^J{book.year}^H№ {number % 12 + 1}")
    for copy in range(book.copies):
        branch = _BRANCHES[(number + copy) % len(_BRANCHES)]
        lines.append(f"#910: ^A0^B{number * 3 + copy}^C20200312^D{branch}^E120.50^HT{number * 3 + copy:08}")
    return "\r\n".join([*lines, "*****", ""])


def write(path: Path, *, amount: int, dialect: str, seed: int = 1) -> None:
    """Write a file of `amount` records: `marc21` and `unimarc` as ISO 2709 in UTF-8, `irbis` as text in CP1251."""
    with path.open("wb") as file:
        for number, book in enumerate(books(amount, seed=seed), 1):
            if dialect == "irbis":
                file.write(irbis(number, book).encode("cp1251"))
            else:
                file.write(iso2709.write((marc21 if dialect == "marc21" else unimarc)(number, book)))


def _isbn(number: int) -> str:
    digits = f"978617{number % 1_000_000:06}"
    check = (10 - sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10) % 10
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]}-{digits[9:]}-{check}"
