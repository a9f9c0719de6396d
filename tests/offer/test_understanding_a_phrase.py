"""The quick entry: what librarians type and what it is understood as."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oseredok.library.offer import catalogue
from oseredok.library.offer.phrase import Understanding, understand
from oseredok.library.offer.vocabulary import KindWords, ThemeWords, Vocabulary
from oseredok.library.people.models import AgeGroup
from oseredok.spine.journal.models import Channel, Language, Outcome


def shipped() -> Vocabulary:
    """The words that a release brings, without a database."""
    kinds = [
        KindWords(row["code"], row["keywords"], row["asks_minutes"], row["theme_scheme"], place)
        for place, row in enumerate(catalogue.read("kinds"))
        if row["on_desk"]
    ]
    rows = catalogue.read("themes")
    return Vocabulary.build(
        kinds, [ThemeWords(row["scheme"], row["code"], row["keywords"], row["usual_kind"]) for row in rows]
    )


WORDS = shipped()


def told(said: Understanding) -> dict[str, Any]:
    names = ("kind", "theme", "minutes", "quantity", "outcome", "channel", "language", "age_group")
    return {name: getattr(said, name) for name in names if getattr(said, name)}


def parts(kind: str, theme: str = "", **rest: Any) -> dict[str, Any]:
    return {"kind": kind, **({"theme": theme} if theme else {}), **rest}


CLEAR: list[tuple[str, dict[str, Any]]] = [
    # A theme alone means its usual service; a bare number there is minutes.
    ("пенсія 10", parts("consultation", "pension", minutes=10)),
    ("пенсію 10", parts("consultation", "pension", minutes=10)),
    ("ПЕНСІЯ, 10 хв.", parts("consultation", "pension", minutes=10)),
    ("пенсія — 10", parts("consultation", "pension", minutes=10)),
    ("пфу", parts("consultation", "pension")),
    ("стажу 15", parts("consultation", "pension", minutes=15)),
    ("субсидію", parts("consultation", "subsidy")),
    ("пільги 5", parts("consultation", "subsidy", minutes=5)),
    ("впо житло 20", parts("consultation", "idp", minutes=20)),
    ("довідка впо", parts("consultation", "idp")),
    ("е-рецепт", parts("consultation", "health")),
    ("декларація з лікарем 15", parts("consultation", "health", minutes=15)),
    ("пам’ятка ветерану 10", parts("consultation", "veterans", minutes=10)),
    ("фоп грант 25", parts("consultation", "business", minutes=25)),
    ("військовий облік 15", parts("eservice_help", "military_register", minutes=15)),
    ("резерв+ 15", parts("eservice_help", "military_register", minutes=15)),
    ("кеп", parts("eservice_help", "e_signature")),
    ("вайбер 10", parts("digital_skills_consultation", "messengers", minutes=10)),
    ("фейк 10", parts("digital_skills_consultation", "media_literacy", minutes=10)),
    ("шахраї 10", parts("digital_skills_consultation", "safety_fraud", minutes=10)),
    ("петиція", parts("petition_help", "petition")),
    ("запит на інформацію 40", parts("appeal_help", "info_request", minutes=40)),
    ("квиток на потяг 15", parts("ticket_purchase_help", "transport", minutes=15)),
    # A service named.
    ("дія 15", parts("eservice_help", "e_signature", minutes=15)),
    ("дія підпис 10", parts("eservice_help", "e_signature", minutes=10)),
    ("субсидія дія 20 частково", parts("eservice_help", "subsidy", minutes=20, outcome="partial")),
    ("лист скарга 30", parts("appeal_help", "citizen_appeal", minutes=30)),
    ("лист субсидія 30", parts("appeal_help", "subsidy", minutes=30)),
    ("консультація пфу 10", parts("consultation", "pension", minutes=10)),
    ("консультація штучний інтелект 20", parts("consultation", "ai_tools", minutes=20)),
    ("довідка пенсія 10", parts("reference_thematic", "pension", minutes=10)),
    ("адресна довідка", parts("reference_address")),
    ("довідка уточнювальна 5", parts("reference_verify", minutes=5)),
    ("фактографічна довідка", parts("reference_fact")),
    ("закон про пенсії 15", parts("official_info_search", "pension", minutes=15)),
    ("знайти закон 15", parts("official_info_search", "legislation", minutes=15)),
    ("декларація назк 30", parts("declaration_help", "anticorruption_declaration", minutes=30)),
    ("податкова декларація 30", parts("declaration_help", "taxes", minutes=30)),
    ("навчити вайбер 25", parts("digital_skills_consultation", "messengers", minutes=25)),
    ("телефон 15", parts("digital_skills_consultation", "smartphone", minutes=15)),
    ("методична консультація 30", parts("methodical_help", minutes=30)),
    ("комп'ютер 60", parts("internet_access", minutes=60)),
    ("wi-fi", parts("wifi")),
    ("вайфай 3", parts("wifi", quantity=3)),
    ("ноутбук", parts("equipment_loan")),
    ("супровід 15", parts("accessibility_service", minutes=15)),
    ("мба", parts("ill")),
    ("знайти книгу", parts("catalog_search")),
    # What is counted in pieces: a bare number is how many.
    ("друк 6", parts("printing_bw", quantity=6)),
    ("друк х3", parts("printing_bw", quantity=3)),
    ("друк 6 стор", parts("printing_bw", quantity=6)),
    ("друк кольоровий 3", parts("printing_color", quantity=3)),
    ("кольоровий друк 3", parts("printing_color", quantity=3)),
    ("роздрукувала 4", parts("printing_bw", quantity=4)),
    ("роздрукувати заяву 2", parts("printing_bw", quantity=2)),
    ("2 копії", parts("copying", quantity=2)),
    ("дві копії", parts("copying", quantity=2)),
    ("копія паспорта 2", parts("copying", quantity=2)),
    ("ксерокс 4", parts("copying", quantity=4)),
    ("скан 5", parts("scanning", quantity=5)),
    ("скан на пошту 5", parts("edd", quantity=5)),
    ("сканування з розпізнаванням 3", parts("scanning_ocr", quantity=3)),
    ("ламінування 2", parts("lamination", quantity=2)),
    ("набір тексту 2", parts("typing", quantity=2)),
    ("створити пошту", parts("email_setup")),
    ("на ніч", parts("night_loan")),
    ("журнал 5", parts("loan_periodical", quantity=5)),
    ("видача фентезі 3", parts("loan_book", "fiction", quantity=3)),
    ("фентезі 3", parts("loan_book", "fiction", quantity=3)),
    ("видано 3 книги англійською", parts("loan_book", quantity=3, language="foreign")),
    ("курс 8", parts("digital_course", quantity=8)),
    # Numbers with units, in words, before the noun.
    ("пенсія 1 год", parts("consultation", "pension", minutes=60)),
    ("пенсія 1 год 15 хв", parts("consultation", "pension", minutes=75)),
    ("пенсія 1,5 год", parts("consultation", "pension", minutes=90)),
    ("пенсія 1:30", parts("consultation", "pension", minutes=90)),
    ("пенсія півгодини", parts("consultation", "pension", minutes=30)),
    ("пенсія пів години", parts("consultation", "pension", minutes=30)),
    ("субсидія годину", parts("consultation", "subsidy", minutes=60)),
    ("субсидія двадцять хвилин", parts("consultation", "subsidy", minutes=20)),
    ("субсидія 20хв", parts("consultation", "subsidy", minutes=20)),
    ("2 консультації пенсія", parts("consultation", "pension", quantity=2)),
    ("15 консультація пенсія", parts("consultation", "pension", minutes=15)),
    ("2 листи 40", parts("appeal_help", quantity=2, minutes=40)),
    # Channel, outcome, age.
    ("довідка тематична телефоном 15 хв", parts("reference_thematic", channel="phone", minutes=15)),
    ("пенсія по телефону 5", parts("consultation", "pension", channel="phone", minutes=5)),
    ("дзвінок пенсія 5", parts("phone_contact", "pension", channel="phone", minutes=5)),
    ("зателефонували субсидія 5", parts("phone_contact", "subsidy", channel="phone", minutes=5)),
    ("поштою довідка", parts("reference_thematic", channel="email")),
    ("переадресовано пфу", parts("consultation", "pension", outcome="redirected")),
    ("пенсія скерували 5", parts("consultation", "pension", outcome="redirected", minutes=5)),
    ("паспорт відмова", parts("consultation", "identity_docs", outcome="refused")),
    ("паспорт не дочекалася", parts("consultation", "identity_docs", outcome="abandoned")),
    ("скарга не вдалося 20", parts("appeal_help", "citizen_appeal", outcome="refused", minutes=20)),
    ("60+ пенсія 10", parts("consultation", "pension", age_group="60p", minutes=10)),
    ("36–59 субсидія", parts("consultation", "subsidy", age_group="36_59")),
    ("до 14 друк 2", parts("printing_bw", age_group="0_14", quantity=2)),
    # Slips: one letter, the wrong layout, another orthography, abbreviations.
    ("пнсія 10", parts("consultation", "pension", minutes=10)),
    ("пеніся 10", parts("consultation", "pension", minutes=10)),
    ("пенсия", parts("consultation", "pension")),
    ("субсидя 10", parts("consultation", "subsidy", minutes=10)),
    ("субсидіїї 10", parts("consultation", "subsidy", minutes=10)),
    ("дрку 6", parts("printing_bw", quantity=6)),
    ("пенсія часткво", parts("consultation", "pension", outcome="partial")),
    ("gtycsz 10", parts("consultation", "pension", minutes=10)),
    ("lher 6", parts("printing_bw", quantity=6)),
    ("rjgsz 2", parts("copying", quantity=2)),
    ("конс пенс 10", parts("consultation", "pension", minutes=10)),
    ("компютер 60", parts("internet_access", minutes=60)),
    ("проектор", parts("equipment_loan")),
]


@pytest.mark.parametrize(("text", "expected"), CLEAR, ids=[text for text, _ in CLEAR])
def test_what_was_said_is_understood_and_nothing_else(text: str, expected: dict[str, Any]) -> None:
    said = understand(text, WORDS)
    assert told(said) == expected
    assert said.unclear == ()


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(CLEAR) >= 80


@pytest.mark.parametrize("text", ["", "   ", "10", "asdfgh", "яяяя", "щось незрозуміле", "?!", "—", "0", "99999999 8"])
def test_nonsense_has_no_kind_and_is_asked_for(text: str) -> None:
    said = understand(text, WORDS)
    assert (said.kind, said.theme, said.unclear) == ("", "", ("kind",))


@pytest.mark.parametrize(
    ("text", "choices"),
    [("книга", {"catalog_search", "loan_book"}), ("друк скан 5", {"printing_bw", "scanning"})],
)
def test_two_equally_good_services_are_asked_about(text: str, choices: set[str]) -> None:
    said = understand(text, WORDS)
    assert said.kind == ""
    assert said.unclear == ("kind",)
    assert set(said.choices["kind"][:2]) == choices


def test_two_themes_are_asked_about_for_each_is_a_consultation() -> None:
    said = understand("пенсія субсидія 20", WORDS)
    assert (said.kind, said.theme, said.minutes, said.unclear) == ("consultation", "", 20, ("theme",))
    assert said.choices["theme"] == ("pension", "subsidy")


def test_a_second_number_that_fits_nothing_is_asked_about() -> None:
    said = understand("пенсія 5 10", WORDS)
    assert said.unclear == ("minutes",)
    assert said.leftovers == ("10",)


def test_words_that_mean_nothing_are_left_over_and_do_no_harm() -> None:
    said = understand("пенсія пані Марія 10", WORDS)
    assert told(said) == parts("consultation", "pension", minutes=10)
    assert said.leftovers == ("пані", "марія")


def test_alternatives_come_after_what_was_understood() -> None:
    said = understand("субсидія дія", WORDS)
    assert said.choices["kind"] == ("eservice_help", "consultation")
    assert said.choices["theme"] == ("subsidy", "e_signature")


def test_a_service_chosen_by_its_button_gives_the_number_its_meaning() -> None:
    assert told(understand("6", WORDS, kind="printing_bw")) == parts("printing_bw", quantity=6)
    assert told(understand("пенсія 10", WORDS, kind="eservice_help")) == parts("eservice_help", "pension", minutes=10)
    assert told(understand("", WORDS, kind="scanning")) == parts("scanning")
    assert understand("6", WORDS, kind="no_such_kind").unclear == ("kind",)


def test_minutes_and_pieces_have_limits() -> None:
    assert understand("пенсія 721", WORDS).minutes is None
    assert understand("друк 1001", WORDS).quantity is None
    assert understand("друк 1000", WORDS).quantity == 1000


def test_the_codes_are_those_that_the_journal_records() -> None:
    from oseredok.library.offer import vocabulary as words

    grammar = words._GRAMMAR
    assert set(grammar["outcome"]) == set(Outcome.values)
    assert set(grammar["language"]) == set(Language.values)
    assert set(grammar["age_group"]) <= set(AgeGroup.values)
    channels = {*words.CHANNEL_FORMS.values(), *words.CHANNEL_AFTER_PREPOSITION.values()}
    assert channels <= set(Channel.values)


@given(st.text(alphabet="пенсіядрукскан 0123456789,.-—+:/’'хвx№«»ghjkЇєґ\n\t", max_size=40) | st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_nothing_typed_breaks_it(text: str) -> None:
    said = understand(text, WORDS)
    assert said.kind == "" or said.kind in WORDS.kinds
    assert bool(said.kind) != ("kind" in said.unclear)
    assert said.minutes is None or 0 < said.minutes <= 720
    assert said.quantity is None or 0 < said.quantity <= 1000
