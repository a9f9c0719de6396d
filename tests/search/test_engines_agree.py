"""Every engine finds the same by the same words, and shows nobody what is not theirs to see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from oseredok.spine.search import query
from oseredok.spine.search.analysis import FORM
from oseredok.spine.search.engines.base import Answer, Engine, Request
from oseredok.spine.search.nodes import loosened
from oseredok.spine.search.rows import rows_of
from oseredok.spine.search.sources import PUBLIC, STAFF
from tests.search.books import book
from tests.search.shelf import Shelf

NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)


def ask(engine: Engine, text: str, **more: Any) -> Answer:
    request = {"node": query.parse(text).node, "audience": (PUBLIC,), "moment": int(NOW.timestamp()), **more}
    return engine.search(Request(**request))


def keys(engine: Engine, text: str, **more: Any) -> list[str]:
    answer = ask(engine, text, **more)
    assert answer.total >= len(answer.found)
    return [one.key for one in answer.found]


def test_words_are_found_in_any_form_and_all_of_them_are_needed(engine: Engine) -> None:
    assert keys(engine, "книги") == ["3"]
    assert set(keys(engine, "кінь")) == {"3", "4"}
    assert keys(engine, "книга коней") == ["3"]
    assert keys(engine, "книга Київ") == []


@pytest.mark.parametrize("typed", ["память", "пам'яті", "ПАМʼЯТЬ", "пам’ять"])
def test_an_apostrophe_may_be_any_or_left_out(engine: Engine, typed: str) -> None:
    assert keys(engine, typed) == ["2"]


@pytest.mark.parametrize(
    "typed", ["інтернет-центр", "інтернетцентр", "інтернет центр", '"інтернет-центр у бібліотеці"']
)
def test_a_hyphen_may_be_there_or_not(engine: Engine, typed: str) -> None:
    assert keys(engine, typed) == ["1"]


def test_both_spellings_of_a_word_find_it(engine: Engine) -> None:
    assert keys(engine, "проект") == keys(engine, "проєкту") == ["5"]


def test_a_phrase_is_found_in_its_order_only(engine: Engine) -> None:
    assert keys(engine, '"книга про коней"') == ["3"]
    assert keys(engine, '"коней про книга"') == []


def test_a_word_may_be_sought_in_one_field(engine: Engine) -> None:
    assert keys(engine, "автор:ткаченко") == ["5"]
    assert keys(engine, "назва:ткаченко") == []
    assert keys(engine, 'автор:"шевчук олена" -друге') == ["3"]


def test_what_is_not_wanted_is_left_out(engine: Engine) -> None:
    assert keys(engine, "коні -книга") == ["4"]
    assert "3" not in keys(engine, "-коні")


def test_one_of_two_is_enough_where_people_say_so(engine: Engine) -> None:
    assert set(keys(engine, "київ АБО проєкт")) == {"2", "5"}
    assert keys(engine, "(київ АБО проєкт) тепла") == ["5"]


def test_the_beginning_of_a_word_and_of_a_keyword(engine: Engine) -> None:
    assert set(keys(engine, "бібліо*")) == {"1", "5"}
    assert set(keys(engine, "удк:027*")) == {"1", "5"}
    assert keys(engine, "удк:027.4") == ["1"]


def test_years_are_found_by_ranges(engine: Engine) -> None:
    assert set(keys(engine, "рік:1990..2000")) == {"2", "8"}
    assert keys(engine, "рік:>2019") == ["5"]
    assert keys(engine, "рік:..1991") == ["8"]
    assert keys(engine, "рік:2019") == ["1"]


def test_everything_that_is_found_can_be_had_as_numbers(engine: Engine) -> None:
    def years(text: str, **more: Any) -> list[int]:
        request = Request(query.parse(text).node, (PUBLIC,), int(NOW.timestamp()), limit=1, **more)
        return sorted(engine.numbers(request, "year"))

    assert years("коні") == [2010, 2015], "each of a group, and nothing that is not to be seen"
    assert years("рік:1990..2019") == [1991, 1998, 2005, 2010, 2015, 2019]
    assert years("коні", filters={"year": ["2015"]}) == [2015]
    assert years("нічого такого") == []


def test_latin_letters_find_names_and_titles(engine: Engine) -> None:
    assert keys(engine, "Yizhakevych") == ["2"]
    assert keys(engine, "kniga") == ["3"]
    assert keys(engine, "knyha") == ["3"]


def test_a_slip_is_forgiven_where_it_is_asked_for(engine: Engine) -> None:
    def with_slip(text: str) -> list[str]:
        node = query.parse(text).node
        slips = dict.fromkeys(query.plain_words(node), 1)
        return keys(engine, "", node=loosened(node, slips))

    assert keys(engine, "біблотека") == []
    assert set(with_slip("бібліотеці")) == {"1", "5"}
    assert set(with_slip("біблотека")) == {"5"}
    assert set(with_slip("кнйга")) == {"3"}


def test_nobody_finds_what_is_not_theirs_to_see(engine: Engine) -> None:
    assert keys(engine, "службова") == []
    assert keys(engine, "службова", audience=(PUBLIC, STAFF)) == ["6"]
    assert ask(engine, "коні", facets=("author",)).facets["author"] == [("Шевчук Олена", 2)]
    assert ("author", "Ткаченко Ольга") in engine.complete("ткач", audience=(PUBLIC,), limit=5)
    assert ask(engine, "").total == 7


def test_what_has_a_time_is_found_only_in_it(engine: Engine, shelf: Shelf) -> None:
    shelf.put(
        book("9", "Минула виставка", shown_until=NOW - timedelta(seconds=1)),
        book("10", "Теперішня виставка", shown_from=NOW - timedelta(days=1), shown_until=NOW + timedelta(days=1)),
        book("11", "Майбутня виставка", shown_from=NOW + timedelta(seconds=1)),
    )
    engine.put_all(rows_of(shelf.source(), {"9", "10", "11"}))

    assert keys(engine, "виставка") == ["10"]
    assert keys(engine, "виставка", moment=int(NOW.timestamp()) + 5) in (["10", "11"], ["11", "10"])


def test_a_facet_counts_as_if_it_were_not_chosen(engine: Engine) -> None:
    chosen = {"language": ["англійська"]}
    answer = ask(engine, "", filters=chosen, facets=("language", "year"))

    assert [one.key for one in answer.found] == ["7"]
    assert answer.facets["language"] == [("українська", 6), ("англійська", 1)]
    assert answer.facets["year"] == [("2005", 1)]
    assert ask(engine, "", filters={"language": ["англійська", "українська"]}).total == 7
    assert ask(engine, "", filters={"year": ["2005", "1991"]}).total == 2


def test_results_come_in_ukrainian_order_and_by_number(engine: Engine) -> None:
    order = ["8", "1", "3", "4", "2", "5", "7"]  # Єдина, Інтернет, Книга, Коні, Пам’ять, Проєкт, Printing

    assert keys(engine, "", sort="title") == order
    assert keys(engine, "", sort="-title") == order[::-1]
    assert keys(engine, "", sort="-year")[:2] == ["5", "1"]
    assert keys(engine, "", sort="title", offset=2, limit=2) == ["3", "4"]


def test_what_is_one_thing_to_a_reader_stands_once(engine: Engine) -> None:
    answer = ask(engine, "коні", grouped=True)

    assert (len(answer.found), answer.total, answer.found[0].more) == (1, 1, 1)
    assert ask(engine, "", grouped=True).total == 6


def test_what_stands_behind_is_told_of_as_facets_count(engine: Engine) -> None:
    answer = ask(engine, "коні", grouped=True, facets=("source",))
    assert (answer.total, answer.rows, answer.facets["source"]) == (1, 2, [("book", 2)])
    beyond = ask(engine, "коні", grouped=True, offset=10)
    assert (list(beyond.found), beyond.total, beyond.rows) == ([], 1, 2)
    assert ask(engine, "коні").rows == 2
    assert ask(engine, "немає такого", grouped=True).rows == 0


def test_a_title_counts_more_than_a_text(engine: Engine, shelf: Shelf) -> None:
    shelf.put(book("12", "Поле", body="Пам’ять. Спогади. Пам’ять."), book("13", "Спогади про пам’ять"))
    engine.put_all(rows_of(shelf.source(), {"12", "13"}))

    assert keys(engine, "пам’ять спогади")[0] == "13"


def test_the_very_form_stands_before_others(engine: Engine, shelf: Shelf) -> None:
    shelf.put(book("12", "Вулиця лісова"), book("13", "Вулицями лісовими"))
    engine.put_all(rows_of(shelf.source(), {"12", "13"}))

    assert keys(engine, "вулицями лісовими") == ["13", "12"]


def test_a_heavier_document_stands_before_an_equal_one(engine: Engine, shelf: Shelf) -> None:
    shelf.put(book("12", "Водограй"), book("13", "Водограй", weight=1.5))
    engine.put_all(rows_of(shelf.source(), {"12", "13"}))

    assert keys(engine, "водограй") == ["13", "12"]


def test_a_changed_row_takes_the_place_of_the_former(engine: Engine, shelf: Shelf) -> None:
    shelf.put(book("3", "Книга про левів"))
    batch = engine.batch()
    batch.drop("book:3")
    for row in rows_of(shelf.source(), {"3"}):
        batch.put(row)
    batch.drop("book:4")
    batch.commit()

    assert keys(engine, "коні") == []
    assert keys(engine, "леви") == ["3"]
    assert engine.counts() == {"book": 7}
    assert set(dict(engine.marks("book"))) == {f"book:{key}" for key in (1, 2, 3, 5, 6, 7, 8)}


def test_what_was_not_committed_has_never_been(engine: Engine, shelf: Shelf) -> None:
    shelf.put(book("20", "Недописане"), book("21", "Дописане"))
    [unfinished, finished] = rows_of(shelf.source(), {"20", "21"})
    engine.batch().put(unfinished)  # and then something broke
    batch = engine.batch()
    batch.put(finished)
    batch.put(finished)
    batch.commit()
    assert keys(engine, "дописане") == ["21"]
    assert keys(engine, "недописане") == []


def test_a_source_goes_whole(engine: Engine) -> None:
    batch = engine.batch()
    batch.drop_source("book")
    batch.commit()

    assert engine.counts() == {}
    assert ask(engine, "", facets=("language",)).facets["language"] == []


def test_the_index_knows_its_words(engine: Engine) -> None:
    assert engine.has("книга")
    assert engine.has(FORM + "коней")
    assert not engine.has("верблюд")
