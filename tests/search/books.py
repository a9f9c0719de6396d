"""A small shelf of invented books for the tests of engines and of the finding."""

from __future__ import annotations

from datetime import date

from oseredok.spine.search.sources import STAFF, Document, Field, Kind
from tests.search.shelf import Shelf

FIELDS = (
    Field("author", "Автор", weight=4, aliases=("автор", "author"), latin=True, facet=True, suggest=True),
    Field("year", "Рік", Kind.INTEGER, aliases=("рік", "year"), facet=True, sort=True),
    Field("language", "Мова", Kind.KEYWORD, aliases=("мова", "language"), facet=True),
    Field("udc", "УДК", Kind.KEYWORD, aliases=("удк", "udc")),
)


def book(key: str, title: str, author: str = "", year: int = 2000, **more: object) -> Document:
    values = {
        "author": author,
        "year": year,
        "language": more.pop("language", "українська"),
        "udc": more.pop("udc", ""),
    }
    return Document(key, title, f"/books/{key}/", values=values, day=date(year, 1, 1), **more)  # type: ignore[arg-type]


def shelf() -> Shelf:
    books = Shelf(fields=FIELDS)
    books.put(
        book("1", "Інтернет-центр у бібліотеці", "Ґедзь Ірина", 2019, udc="027.4"),
        book("2", "Пам’ять про Київ", "Їжакевич Богдан", 1998, summary="Спогади про старе місто над Дніпром"),
        book("3", "Книга про коней", "Шевчук Олена", 2010, body="У степу коні бігли наввипередки.", group="horses"),
        book("4", "Коні. Друге видання", "Шевчук Олена", 2015, group="horses"),
        book("5", "Проєкт «Тепла бібліотека»", "Ткаченко Ольга", 2021, udc="027.5"),
        book("6", "Службова записка про коней", "Ткаченко Ольга", 2021, audience=(STAFF,)),
        book("7", "Printing for beginners", "Smith John", 2005, language="англійська"),
        book("8", "Єдина країна", "Безруко Марко", 1991, words="Україна держава"),
    )
    return books
