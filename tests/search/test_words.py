"""Words meet whatever way they are written: any form, any apostrophe, hyphen, script, spelling."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oseredok.base.core.text import loose_key, transliterate
from oseredok.spine.search import analysis
from oseredok.spine.search.analysis import FORM, LATIN
from tests.shared_data import SHARED

PAIRS = SHARED / "lemma-pairs" / "ud-parlamint.tsv"


def keys(text: str) -> set[str]:
    """What a text is kept under, Latin forms left out."""
    return {key for token in analysis.tokens(analysis.shown(text)) for key in token.keys.all if key[0] != LATIN}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("книжка", "книжок"),
        ("книзі", "книгами"),
        ("Київ", "Києву"),
        ("Львів", "Львова"),
        ("Ґанок", "ганку"),
        ("пішов", "піти"),
        ("люди", "людина"),
        ("комп’ютер", "компютера"),
        ("комп'ютер", "компʼютерів"),
        ("об’єкт", "обьекта"),
        ("об’єкт", "объекту"),
        ("пам*яті", "пам’ять"),
        ("Шевченко", "Шевченкові"),
        ("бібліотека", "бiблiотеку"),  # Latin i
        ("KHИГA", "книга"),  # Latin K, H, A
        ("ocвiтa", "освіту"),  # more Latin letters than Cyrillic ones
        ("УКРАЇНА", "Украіна"),
        ("вебсайт", "веб-сайту"),
        ("інтернет-центр", "інтернетцентрі"),
        ("проєкт", "проекту"),
        ("кафедра", "катедри"),
        ("ефір", "етері"),
        ("священник", "священики"),
        ("аудиторія", "авдиторії"),
        ("фойє", "фоє"),
        ("за́мок", "замку"),
        ("біб\u00adліотека", "бібліотеки"),
        ("бібліо-\nтека", "бібліотеки"),
        ("ХІХ", "XIX"),
        ("978-617-7020-11-5", "9786177020115"),
        ("printing", "print"),
        ("courses", "course"),
        ("taxes", "tax"),
        ("libraries", "library"),
    ],
)
def test_two_ways_of_one_word_meet(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("друк", "друг"), ("шафа", "школа"), ("кіт", "кит"), ("1991", "1992"), ("821.161", "821.162"), ("мати", "мито")],
)
def test_two_words_do_not_meet(one: str, other: str) -> None:
    whole = {key for key in keys(one) & keys(other) if not key.lstrip(FORM).isdigit()}
    assert not whole


@pytest.mark.parametrize(
    "latin", ["Yizhakevych", "Jizhakevych", "Їzhakevych".replace("Ї", "Yi"), "YIZHAKEVYCH", "Ïžakevyč"]
)
def test_a_name_is_known_in_different_latin_spellings(latin: str) -> None:
    ukrainian = next(analysis.tokens("Їжакевич")).keys.latin

    assert set(analysis.keys_of(latin).latin) & set(ukrainian)


def test_parts_of_a_hyphenated_word_stand_one_after_another() -> None:
    found = [(token.place, token.keys.form) for token in analysis.tokens("новий веб-сайт центру")]

    assert found == [(0, "новий"), (1, "вебсайт"), (1, "веб"), (2, "сайт"), (2, "вебсайт"), (3, "центру")]


def test_a_class_and_a_number_stay_whole_and_come_in_parts() -> None:
    (whole, *parts) = analysis.tokens("821.161.2-31")

    assert "821.161.2-31" in whole.keys.lemmas
    assert [part.keys.form for part in parts] == ["821", "161", "2", "31"]


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.text(max_size=200))
@example("\U00017000")  # a letter that Unicode has no name for
@example("ъ")
@example("а-" * 60)
@example("і\u0301\u0308\u200b’ї")
def test_no_text_breaks_the_words(text: str) -> None:
    shown = analysis.shown(text)
    place = 0
    for token in analysis.tokens(shown):
        assert 0 <= token.start < token.end <= len(shown)
        assert token.place >= place - 60
        assert token.keys.form
        assert 1 <= len(token.keys.lemmas) <= analysis.MOST_LEMMAS
        assert not any(" " in key for key in token.keys.all)


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’-", min_size=1, max_size=12))
def test_case_never_matters(word: str) -> None:
    if not any(sign in "іхсм" for sign in word):  # those may be a Roman number
        assert keys(word) == keys(word.capitalize())


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=12))
def test_a_word_always_meets_itself_and_its_soft_hyphens(word: str) -> None:
    assert keys(word) & keys("\u00ad".join(word))


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=12))
@example("мпья")
@example("хіх")
def test_the_short_way_to_a_loose_key_is_the_same_as_the_long_one(word: str) -> None:
    assert analysis._loose(word) == loose_key(word)


@pytest.mark.shared_data
@pytest.mark.skipif(not PAIRS.exists(), reason="the folder of shared data is absent")
def test_forms_meet_their_gold_lemmas() -> None:
    met = seen = 0
    for line in PAIRS.read_text("utf-8").splitlines()[1:]:
        form, lemma, part_of_speech, times = line.split("\t")
        if part_of_speech in ("NOUN", "PROPN", "ADJ", "VERB"):
            seen += int(times)
            met += int(times) * bool(keys(form) & keys(lemma))

    assert met / seen >= 0.98


@settings(max_examples=60)
@given(st.text(alphabet="абгґзиіїєйюяьшчЇКXVI’'-–.19ä №\n", max_size=60))
@example("Розгін над Згурівкою, веб-сайт 821.161.2 і об'єкт-двійник")
def test_an_index_keeps_every_word_under_the_names_that_are_asked(text: str) -> None:
    shown = analysis.shown(text)
    tokens = list(analysis.tokens(shown))

    for latin in (False, True):
        kept = analysis.named(shown, latin=latin)
        names = {(place, lemma) for place, lemmas in kept.lemmas for lemma in lemmas}
        assert names == {(one.place, lemma) for one in tokens for lemma in one.keys.lemmas}
        forms = {name for one in tokens for name in (FORM + one.keys.form, *((LATIN + key) for key in one.keys.latin))}
        assert {name for form in kept.forms for name in form.split()} == {
            name for name in forms if latin or name[0] == FORM
        }


@pytest.mark.parametrize("word", ["розгін", "згода", "єдність", "юшка", "щастя", "їжак", "мʼязи", "Київ", "цьогоріч"])
def test_a_quick_way_of_latin_letters_is_the_long_way(word: str) -> None:
    assert analysis.latin_key(word.lower()) == analysis.latin_key(transliterate(word))


def test_a_full_memory_of_words_begins_anew_and_says_the_same() -> None:
    asked: list[str] = []
    small = analysis.Remembered(lambda word: asked.append(word) or analysis._names(word))  # type: ignore[func-returns-value]
    small.most = 2
    words = ["коні", "коні", "книги", "міста", "коні"]
    assert [small[word] for word in words] == [analysis._names(word) for word in words]
    assert asked == ["коні", "книги", "міста", "коні"], "what is remembered is not worked out again"
    assert len(small) == 2
