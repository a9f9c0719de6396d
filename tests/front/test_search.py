"""One search box: services, topics, pages and news, whatever way the word is typed."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from oseredok.faces.front.search import engine, language
from oseredok.faces.front.search.engine import Document, search
from tests.front import town
from tests.world import World

SHELF = [
    Document("service", "Допомога з е-послугою", "/eservice/", "Дія, пенсія, субсидія: зробимо разом."),
    Document("topic", "Субсидія та пільги", "/subsidy/", words="субсидія, пільга, комуналка"),
    Document("service", "Друк чорно-білий", "/print/", words="принтер, роздрукувати, print printer"),
    Document("service", "Wi-Fi", "/wifi/", "Пароль на табличці біля стійки.", words="вайфай, інтернет"),
    Document("service", "Інтернет на комп’ютері бібліотеки", "/computer/", "Сідайте за вільний комп’ютер."),
    Document("news", "Проєкт «Тепла бібліотека»", "/warm/", "Зимові читання в Заріччі.", "Ґанок відремонтували. " * 20),
]


def first(query: str) -> str:
    hits = search(SHELF, query).hits
    return hits[0].document.url if hits else ""


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("субсидія", "/subsidy/"),
        ("СУБСИДІЮ", "/subsidy/"),
        ("субсидій", "/subsidy/"),
        ("про субсидію", "/subsidy/"),
        ("компютер", "/computer/"),
        ("комп'ютером", "/computer/"),
        ("комп\u02bcютери", "/computer/"),
        ("проект", "/warm/"),
        ("ганок", "/warm/"),
        ("wifi", "/wifi/"),
        ("Wi-Fi", "/wifi/"),
        ("вай-фай", "/wifi/"),
    ],
)
def test_a_word_is_found_in_any_form_case_and_apostrophe(query: str, url: str) -> None:
    assert first(query) == url


@pytest.mark.parametrize("query", ["субс", "субсид"])
def test_the_beginning_of_a_word_is_enough(query: str) -> None:
    assert first(query) == "/subsidy/"


@pytest.mark.parametrize("query", ["субмидія", "субсдія", "субссидія", "сусбидія", "субсидии"])
def test_one_slip_of_the_finger_is_forgiven(query: str) -> None:
    assert first(query) == "/subsidy/"


def test_a_word_that_exists_is_not_taken_for_a_slip() -> None:
    shelf = [Document("page", "Друк", "/print/"), Document("page", "Друг", "/friend/")]

    assert [hit.document.url for hit in search(shelf, "друк").hits] == ["/print/"]


def test_a_verb_finds_its_noun() -> None:
    assert first("друкувати") == "/print/"


@pytest.mark.parametrize(("typed", "meant"), [("ce,cblsz", "субсидія"), ("Lher", "друк"), ("цшаш", "wifi")])
def test_another_keyboard_layout_is_repaired_and_said(typed: str, meant: str) -> None:
    results = search(SHELF, typed)

    assert results.hits
    assert results.repaired == meant


def test_the_repair_can_be_refused() -> None:
    assert not search(SHELF, "ce,cblsz", exact=True).hits


def test_latin_letters_of_a_ukrainian_word_find_it() -> None:
    assert first("subsydiia") == "/subsidy/"


def test_all_words_count_and_some_are_better_than_none() -> None:
    both = search(SHELF, "субсидія пенсія")
    one = search(SHELF, "субсидія космос")

    assert [hit.document.url for hit in both.hits] == ["/eservice/"]
    assert not both.partial
    assert one.partial
    assert {hit.document.url for hit in one.hits} == {"/subsidy/", "/eservice/"}


def test_what_was_found_is_marked_in_the_snippet() -> None:
    hit = search(SHELF, "субсидію дія").hits[0]

    assert [piece.text for piece in hit.snippet if piece.marked] == ["Дія", "субсидія"]
    assert "".join(piece.text for piece in hit.snippet) == "Дія, пенсія, субсидія: зробимо разом."


def test_a_long_text_is_shown_around_the_word() -> None:
    body = "Початок. " * 60 + "Саме тут про паровоз. " + "Кінець. " * 60
    (hit,) = search([Document("news", "Новина", "/n/", "Коротко.", body)], "паровози").hits
    text = "".join(piece.text for piece in hit.snippet)

    assert "про паровоз" in text
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 220


@given(st.text(max_size=60))
@example("\U00017000")  # a letter without a name of its own
def test_no_query_breaks_the_search(query: str) -> None:
    for hit in search(SHELF, query).hits:
        assert "".join(piece.text for piece in hit.title) == language.shown(hit.document.title)


@given(st.text(alphabet="абвгґдєіїйя", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("абв"))
def test_one_slip_is_symmetric(word: str, place: int, letter: str) -> None:
    place = min(place, len(word) - 1)
    changed, added, lost = (
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1 :],
    )
    swapped = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]

    for other in (changed, added, lost, swapped):
        assert language.one_slip(word, other)
        assert language.one_slip(other, word)


def test_two_slips_are_another_word() -> None:
    assert not language.one_slip("пенсія", "пансії")
    assert engine.level(*(language.tokens(word)[0] for word in ("шафа", "школа")), slips=True) == 0


# --- The page -----------------------------------------------------------------------------------------


def asked(client: Client, query: str, path: str = "/search/") -> str:
    return client.get(path, {"q": query}).content.decode()


def test_services_topics_pages_and_news_are_found(client: Client, world: World) -> None:
    town.furnish(world)
    town.publish(world, "Пенсійний фонд приймає в бібліотеці", now=world.now)
    with time_machine.travel(world.now):
        assert "/services/wifi/" in asked(client, "вайфай")
        assert "/topics/pension/" in asked(client, "пенсія")
        assert "/visit/" in asked(client, "коли відчинено")
        assert "/news/pensiinyi-fond-pryimaie-v-bibliotetsi/" in asked(client, "пенсійний фонд")


def test_a_draft_is_not_found(client: Client, world: World) -> None:
    item = town.publish(world, "Таємна зустріч")
    type(item).objects.update(published_at=None)

    assert "Таємна" not in asked(client, "таємна")


def test_english_words_find_services_on_english_pages(client: Client, world: World) -> None:
    page = asked(client, "printing", "/en/search/")

    assert "/en/services/printing_bw/" in page
    assert '<h2 class="h3" lang="uk">' in page


def test_nothing_found_still_helps(client: Client, world: World) -> None:
    town.furnish(world)
    with time_machine.travel(world.now):
        page = asked(client, "абракадабра")

    assert "На сайті немає нічого про «абракадабра»" in page
    assert "tel:0400021436" in page
    assert "Відчинено до 19:00" in page


def test_results_can_be_narrowed_to_one_kind(client: Client, world: World) -> None:
    page = client.get("/search/", {"q": "пенсія", "kind": "topic"}).content.decode()

    assert "/topics/pension/" in page
    assert 'class="result"' in page
    assert "/services/social_info/" not in page.split('class="results"')[1].split("</main>")[0]


def test_a_query_is_never_printed_as_markup(client: Client, world: World) -> None:
    assert "<script>alert" not in asked(client, "<script>alert(1)</script>")
