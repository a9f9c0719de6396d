"""A record as it is cited: examples of both standards and of APA, entries that programs read, and nothing that breaks them."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oseredok.collections.catalogue.citing import FILES, STYLES, Work, cite
from oseredok.collections.catalogue.citing.works import person
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.models import Record

DAY = date(2026, 10, 14)


def authors(*names: str, role: str = "aut") -> list[dict[str, str]]:
    return [{"name": name, "role": role} for name in names]


def work(
    kind: str = "book", title: str = "Кобзар", year: int | None = 1990, language: str = "ukr", **data: object
) -> Work:
    return Work(kind, title, year, None, language, cast(Data, data))


KOBZAR = work(
    persons=authors("Шевченко, Тарас Григорович"),
    subtitle="поезії",
    responsibility="Т. Г. Шевченко ; упоряд. О. П. Коваленко",
    edition="2-ге вид.",
    places=["Київ"],
    publishers=["Дніпро"],
    date="1990",
    extent="605 с. : іл.",
    isbn=["9786177171132"],
)
ARTICLE = work(
    "article",
    "Земські школи Лохвиччини",
    2019,
    persons=authors("Гайова, Лідія Петрівна", "Ґедзь, Іван"),
    host={"title": "Край", "year": "2019", "volume": "12", "number": "3", "pages": "15-21"},
)
IN_A_BOOK = work(
    "article",
    "Млини на Тихій",
    2001,
    persons=authors("Гайова, Л. П."),
    host={
        "title": "Історія краю",
        "responsibility": "за ред. І. Лимаря",
        "place": "Полтава",
        "year": "2001",
        "pages": "С. 86–95",
    },
)
FOUR = work(title="Довідник", persons=authors("Перша, А. А.", "Друга, Б. Б.", "Третій, В. В.", "Четверта, Г. Г."))
FIVE = work(
    title="Довідник",
    persons=authors("Перша, А. А.", "Друга, Б. Б.", "Третій, В. В.", "Четверта, Г. Г.", "П’ята, Д. Д."),
    places=["Львів"],
)
VOLUME = work(persons=authors("Шевченко, Т. Г."), host={"title": "Твори", "volume": "Т. 1"}, places=["Київ"])
SCREEN = work(
    "edocument",
    "Звіт за рік",
    2025,
    bodies=[{"name": "Тихогірська міська рада", "role": "aut"}],
    links=[{"url": "https://example.org/zvit.pdf"}],
)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (KOBZAR, "Шевченко Т. Г. Кобзар : поезії / упоряд. О. П. Коваленко. 2-ге вид. Київ : Дніпро, 1990. 605 с."),
        (ARTICLE, "Гайова Л. П., Ґедзь І. Земські школи Лохвиччини. Край. 2019. Т. 12, № 3. С. 15–21."),
        (IN_A_BOOK, "Гайова Л. П. Млини на Тихій. Історія краю / за ред. І. Лимаря. Полтава, 2001. С. 86–95."),
        (FOUR, "Довідник / А. А. Перша, Б. Б. Друга, В. В. Третій, Г. Г. Четверта. 1990."),
        (FIVE, "Довідник / А. А. Перша та ін. Львів, 1990."),
        (VOLUME, "Шевченко Т. Г. Твори. Т. 1 : Кобзар. Київ, 1990."),
        (SCREEN, "Звіт за рік. 2025. URL: https://example.org/zvit.pdf (дата звернення: 14.10.2026)."),
        (work(year=None), "Кобзар. [б. р.]."),
        (work(title="Tales", language="eng", year=None), "Tales. [s. a.]."),
        (work("serial", "Край", 1992, places=["Полтава"]), "Край. Полтава, 1992–."),
    ],
)  # fmt: skip
def test_a_reference_of_dstu_8302(one: Work, expected: str) -> None:
    assert cite(one, "dstu8302", looked_on=DAY) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            KOBZAR,
            (
                "Шевченко Т. Г. Кобзар [Текст] : поезії / Т. Г. Шевченко ; упоряд. О. П. Коваленко. – 2-ге вид. – "
                "Київ : Дніпро, 1990. – 605 с. : іл. – ISBN 978-617-7171-13-2."
            ),
        ),
        (
            ARTICLE,
            "Гайова Л. П. Земські школи Лохвиччини [Текст] / Л. П. Гайова, І. Ґедзь // Край. – 2019. – Т. 12. – № 3. – С. 15–21.",
        ),
        (FOUR, "Довідник [Текст] / А. А. Перша, Б. Б. Друга, В. В. Третій, Г. Г. Четверта. – [Б. м.] : [б. в.], 1990."),
        (VOLUME, "Шевченко Т. Г. Твори [Текст]. Т. 1 : Кобзар / Т. Г. Шевченко. – Київ : [б. в.], 1990."),
        (work("map", "Полтавщина", 2005, places=["Київ"], publishers=["Картографія"]), "Полтавщина [Карти]. – Київ : Картографія, 2005."),
    ],
)  # fmt: skip
def test_a_description_of_dstu_gost_7_1(one: Work, expected: str) -> None:
    assert cite(one, "gost71", looked_on=DAY) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (KOBZAR, "Шевченко, Т. Г. (1990). Кобзар: поезії (2-ге вид.). Дніпро."),
        (ARTICLE, "Гайова, Л. П., & Ґедзь, І. (2019). Земські школи Лохвиччини. Край, 12(3), 15–21."),
        (SCREEN, "Тихогірська міська рада. (2025). Звіт за рік. https://example.org/zvit.pdf"),
        (work(persons=authors("Франко, Іван", role="edt")), "Франко, І. (Ред.). (1990). Кобзар."),
        (work(year=None), "Кобзар (б. д.)."),
    ],
)
def test_apa(one: Work, expected: str) -> None:
    assert cite(one, "apa", looked_on=DAY) == expected


def test_bibtex_has_a_key_of_latin_letters_and_escapes_what_tex_would_run() -> None:
    entry = cite(work(title="100 % & {дужки} $x_1^2~", persons=authors("Ґедзь, Іван")), "bibtex", looked_on=DAY)
    assert entry.startswith("@book{gedz1990100,\n")
    assert r"title = {100 \% \& \{дужки\} \$x\_1\textasciicircum{}2\textasciitilde{}}" in entry
    assert "author = {Ґедзь, Іван}" in entry
    article = cite(ARTICLE, "bibtex", looked_on=DAY)
    assert article.startswith("@article{")
    assert "pages = {15--21}" in article
    assert "journal = {Край}" in article


def test_ris_is_read_line_by_line() -> None:
    lines = cite(ARTICLE, "ris", looked_on=DAY).split("\r\n")
    assert lines[0] == "TY  - JOUR"
    assert {
        "AU  - Гайова, Лідія Петрівна",
        "AU  - Ґедзь, Іван",
        "T2  - Край",
        "SP  - 15",
        "EP  - 21",
        "VL  - 12",
    } <= set(lines)
    assert lines[-2:] == ["ER  - ", ""]


@pytest.mark.parametrize(
    ("heading", "turned", "direct"),
    [
        ("Шевченко, Тарас Григорович", "Шевченко Т. Г.", "Т. Г. Шевченко"),
        ("Коваленко, О.П.", "Коваленко О. П.", "О. П. Коваленко"),
        ("Сартр, Жан-Поль", "Сартр Ж.-П.", "Ж.-П. Сартр"),
        ("Бетховен, Людвіг ван", "Бетховен Л. ван", "Л. ван Бетховен"),
        ("Гомер", "Гомер", "Гомер"),
        ("Дюма, Александр, син", "Дюма А.", "А. Дюма"),
    ],
)
def test_a_name_is_turned_and_shortened(heading: str, turned: str, direct: str) -> None:
    assert (person(heading).turned, person(heading).direct) == (turned, direct)


# --- Whatever a record holds ------------------------------------------------------------------------------

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip)
hosts = st.fixed_dictionaries(
    {"title": words},
    optional=dict.fromkeys(("place", "year", "volume", "number", "pages", "responsibility", "issn"), words),
)
everything = st.fixed_dictionaries(
    {},
    optional={
        "subtitle": words,
        "part": words,
        "responsibility": words,
        "edition": words,
        "extent": words,
        "date": words,
        "places": st.lists(words, min_size=1, max_size=2),
        "publishers": st.lists(words, min_size=1, max_size=2),
        "persons": st.lists(st.builds(lambda name: {"name": name, "role": "aut"}, words), min_size=1, max_size=6),
        "host": hosts,
        "isbn": st.just(["9786177171132"]),
        "topics": st.lists(words, min_size=1, max_size=2),
        "links": st.just([{"url": "https://example.org/{a}"}]),
    },
)
works = st.builds(
    Work,
    kind=st.sampled_from(Record.Kind.values),
    title=words,
    year=st.none() | st.integers(1400, 2100),
    language=st.sampled_from(["", "ukr", "eng", "rus", "tlh"]),
    data=everything,
)


@given(one=works)
def test_a_person_always_gets_one_line_with_the_title_and_an_end(one: Work) -> None:
    for code in STYLES:
        text = cite(one, code, looked_on=DAY)
        assert "\n" not in text
        assert one.title.strip() in text or code == "apa"
        assert not re.search(r"(?<!\.)\.\. ", text) or ".. " in str(one.data) + one.title


@given(one=works)
def test_an_entry_for_a_program_is_never_broken_by_what_is_in_it(one: Work) -> None:
    ris = cite(one, "ris", looked_on=DAY)
    lines = ris.split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert ris.count("ER  - \r\n") == 1
    bibtex = cite(one, "bibtex", looked_on=DAY)
    assert re.match(r"@[a-z]+\{[a-z0-9]+,\n", bibtex)
    bare = re.sub(r"\\[{}]", "", bibtex)
    depth = 0
    for sign in bare:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert set(FILES) == {"bibtex", "ris"}
