"""What the columns of a list of books mean: guessed by their titles as libraries write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.text import loose_key

TARGETS: dict[str, str | Promise] = {
    "": _("не переносити"),
    "title": _("Назва"),
    "subtitle": _("Підзаголовок"),
    "part": _("Том, частина"),
    "author": _("Автор чи автори"),
    "responsibility": _("Відомості про відповідальність"),
    "place": _("Місто"),
    "publisher": _("Видавництво"),
    "year": _("Рік"),
    "edition": _("Видання"),
    "extent": _("Обсяг"),
    "series": _("Серія"),
    "isbn": _("ISBN"),
    "issn": _("ISSN"),
    "language": _("Мова"),
    "kind": _("Вид документа"),
    "topics": _("Предметні рубрики"),
    "keywords": _("Ключові слова"),
    "udc": _("УДК"),
    "bbk": _("ББК"),
    "author_mark": _("Авторський знак"),
    "abstract": _("Анотація"),
    "note": _("Примітка"),
    "link": _("Адреса в мережі"),
    "number": _("Номер запису"),
    "location": _("Де стоїть (філія, відділ)"),
    "inventory_number": _("Інвентарний номер"),
    "barcode": _("Штрихкод"),
    "shelf_mark": _("Шифр"),
    "quantity": _("Кількість примірників"),
    "accession_date": _("Дата надходження"),
    "price": _("Ціна"),
}
# The first that fits wins, so what is narrower comes first. Matched against the loose key of a title.
_PATTERNS = (
    ("isbn", r"isbn|ісбн"),
    ("issn", r"issn"),
    ("udc", r"удк|udc"),
    ("bbk", r"ббк"),
    ("author_mark", r"авт\S* знак|хавк"),
    ("responsibility", r"відповідальн"),
    ("author", r"автор|author|упоряд"),
    ("subtitle", r"підзаг|відомості про назву|subtitle"),
    ("part", r"^том|частин|^кн\b|volume"),
    ("inventory_number", r"інв|inventory"),
    ("barcode", r"штрих|barcode|штрік"),
    ("number", r"№ з/?п|номер запису|id запису|control"),
    ("publisher", r"видавн|видавец|publisher"),
    ("place", r"місто|місце видан|place"),
    ("edition", r"^видання|edition"),
    ("year", r"рік|year|дата видан"),
    ("series", r"серія|series"),
    ("language", r"мова|language"),
    ("kind", r"вид док|тип док|вид$|тип$|^kind|^type"),
    ("extent", r"обсяг|стор|к-?сть с|pages|^с\.$"),
    ("topics", r"рубрик|тема|предмет|subject"),
    ("keywords", r"ключ|keyword"),
    ("abstract", r"анотац|abstract|опис"),
    ("link", r"посилан|url|http|link"),
    ("location", r"філі|відділ|місце зб|сховищ|де сто|location|фонд"),
    ("shelf_mark", r"шифр|полич|call"),
    ("quantity", r"кільк|прим|екз|quantity"),
    ("accession_date", r"надход|дата облік|вступ|оприбут"),
    ("price", r"ціна|варт|price|сума"),
    ("note", r"приміт|комент|note"),
    ("title", r"назва|заголов|найменув|title|книга"),
)


def guess(title: str) -> str:
    """Return the target that a title means, or nothing."""
    key = " ".join(loose_key(title).replace("'", "").split())
    return next((target for target, pattern in _LOOSE if pattern.search(key)), "") if key else ""


def guess_all(titles: Sequence[str], known: dict[str, str]) -> list[str]:
    """Return a target for each title, no target twice; `known` is what a librarian has said, by the title's loose key."""
    found: list[str] = []
    for title in titles:
        key = loose_key(title)[:200]
        target = known[key] if key in known else guess(title)
        found.append("" if target in found else target)
    return found


def _loose(pattern: str) -> re.Pattern[str]:
    # The keys of titles are folded: so are the letters of the patterns.
    return re.compile(pattern.translate(str.maketrans("їєґы", "іеги", "’")))


_LOOSE = tuple((target, _loose(pattern)) for target, pattern in _PATTERNS)
