"""A record described by hand: by kind, looked at before it is saved, found at once, corrected later, told to other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oseredok.base.audit.models import Entry
from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.models import Record, Source
from oseredok.spine.search import indexer
from oseredok.spine.search.finding import Wish, find
from oseredok.spine.search.models import SearchOutbox
from tests.catalogue.importing import book, carry, iso
from tests.catalogue.typing_in import ARTICLE, AUTHOR, BOOK, ISBN, made, send, sheet
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "cataloguer")
    return client


def test_a_book_is_saved_with_everything_derived(desk: Client) -> None:
    about = (("topic", "Млини – Україна"), ("place", "Тихогори"), ("person", "Терен Богдан Левкович"))
    one = made(desk, about=about)
    assert (one.kind, one.title, one.author, one.year, one.language) == (
        "book", "Млини над Тихою", "Гайова, Лідія Петрівна", 2019, "ukr",
    )  # fmt: skip
    assert [number.value for number in one.numbers.all()] == ["9786177171132"]
    told = {(mention.heading.kind, mention.heading.text, mention.role) for mention in one.mentions.all()}
    assert told == {
        ("person", "Гайова, Лідія Петрівна", "aut"), ("topic", "Млини – Україна", "sub"), ("place", "Тихогори", "sub"),
        ("person", "Терен, Богдан Левкович", "sub"),
    }  # fmt: skip
    assert one.data["classes"] == [{"scheme": "udc", "index": "908(477)"}]
    assert SearchOutbox.objects.filter(source="catalogue", key=str(one.pk)).exists()


def test_its_source_is_what_was_typed_and_reads_as_the_same_record(desk: Client) -> None:
    one = made(desk)
    source = Source.objects.get(record=one)
    again = prepare(bytes(source.raw), Format(source.format, source.dialect, source.encoding))
    for name in ("kind", "title", "author", "year", "language", "data", "match_key", "edition_key", "digest"):
        assert getattr(again, name) == getattr(one, name), name


def test_an_article_and_an_issue_stand_in_their_journal(desk: Client) -> None:
    article = made(desk, "article", ARTICLE)
    assert article.data["host"] == {"title": "Тихогірський вісник", "year": "2025", "number": "12", "pages": "4-5"}
    assert article.year == 2025
    told = {"host_title": "Тихогірський вісник", "host_year": "2025", "host_number": "12", "host_volume": "4"}
    issue = made(desk, "issue", told, who=())
    assert (issue.title, issue.year) == ("2025, Т. 4, № 12", 2025)


def test_an_article_about_the_land_is_cited_as_one(desk: Client) -> None:
    answer = send(desk, "local", sheet({**ARTICLE, "title": "Школа"}, who=AUTHOR, do="preview"))
    assert "Гайова Л. П. Школа. Тихогірський вісник. 2025. № 12. С. 4–5." in answer.content.decode()


def test_what_a_kind_needs_is_asked_for(desk: Client) -> None:
    answer = send(desk, "edocument", sheet({"title": "Закон", "link": "ftp://a.b/c"}))
    assert answer.status_code == 422
    assert answer.context["screen"].form.errors["link"] == ["Скопіюйте адресу цілою, з https:// на початку."]
    answer = send(desk, "issue", sheet({"host_title": "Вісник"}))
    assert set(answer.context["screen"].form.errors) == {"host_year", "host_number"}
    assert desk.get("/office/catalogue/new/scroll/").status_code == 404
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("978-617-7171-13-3", "isbn-check"), ("978617", "isbn-length"), ("97861771711ab", "isbn-letters"),
     ("4820000000001", "isbn-check"), ("4820000000000", "isbn-prefix")],
)  # fmt: skip
def test_a_wrong_isbn_is_told_by_a_sentence_beside_it(desk: Client, typed: str, code: str) -> None:
    answer = send(desk, "book", sheet({**BOOK, "isbn": typed}))
    [error] = answer.context["screen"].form.errors.as_data()["isbn"]
    assert error.code == code
    assert not Record.objects.exists()


def test_an_isbn_of_ten_and_several_are_taken(desk: Client) -> None:
    one = made(desk, told={**BOOK, "isbn": "ISBN 966-03-0001-8 ; 978-617-7171-13-2"})
    assert one.data["isbn"] == ["9789660300019", "9786177171132"]


def test_the_look_before_saving_shows_both_citations_and_saves_nothing(desk: Client) -> None:
    page = send(desk, "book", sheet(BOOK, who=AUTHOR, do="preview")).content.decode()
    assert "Гайова Л. П. Млини над Тихою : нариси з історії краю. Тихогори : Криниця, 2019. 128 с." in page
    assert "Млини над Тихою [Текст] : нариси з історії краю / Л. П. Гайова. – Тихогори : Криниця, 2019." in page
    assert not Record.objects.exists()
    part = send(desk, "book", sheet(BOOK, who=AUTHOR, do="preview"), HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    assert "Криниця, 2019" in part


@pytest.mark.parametrize(
    "told", [BOOK, {**BOOK, "isbn": ""}, {"title": "Інша назва", "isbn": ISBN, "date": "2019", "language": "ukr"}]
)
def test_a_book_that_is_there_is_warned_of_and_saved_only_when_somebody_says_so(
    desk: Client, told: dict[str, str]
) -> None:
    first = made(desk)
    answer = send(desk, "book", sheet(told, who=AUTHOR))
    assert answer.status_code == 422
    assert list(answer.context["preview"].alike) == [first]
    assert Record.objects.count() == 1
    assert send(desk, "book", sheet(told, who=AUTHOR, do="save-another")).status_code == 302
    assert Record.objects.count() == 2


def test_rows_are_added_without_losing_what_was_typed(desk: Client) -> None:
    answer = send(desk, "book", sheet({"title": "Чернетка"}, who=AUTHOR, do="more:who"))
    screen = answer.context["screen"]
    assert answer.status_code == 200
    assert screen.form["title"].value() == "Чернетка"
    assert screen.who.forms[0]["name"].value() == "Гайова, Лідія Петрівна"
    assert len(screen.who.forms) > len(screen.about.forms)


def test_a_correction_keeps_what_the_form_does_not_ask_about(desk: Client) -> None:
    carry(desk, iso(book(1, "Кобзар")))
    one = Record.objects.get()
    one.data["contents"] = ["Садок вишневий"]
    one.save()
    raw, copies = bytes(one.source.raw), one.copies.count()
    page = desk.get(reverse("catalogue_new:correct", args=[one.pk]))
    first = {name: page.context["screen"].form[name].value() or "" for name in page.context["screen"].form.fields}
    sent = sheet({**first, "title": "Кобзар. Вибране"}, who=(("Шевченко, Тарас Григорович", "aut"),))
    assert desk.post(reverse("catalogue_new:correct", args=[one.pk]), sent).status_code == 302
    one = Record.objects.get()
    assert one.title == "Кобзар. Вибране"
    assert one.data["contents"] == ["Садок вишневий"]
    assert (one.copies.count(), bytes(one.source.raw)) == (copies, raw)
    assert one.edited_at is not None
    assert one.control_number


def test_a_record_made_here_has_its_source_written_anew(desk: Client) -> None:
    one = made(desk)
    desk.post(reverse("catalogue_new:correct", args=[one.pk]), sheet({**BOOK, "title": "Млини"}, who=AUTHOR))
    one.refresh_from_db()
    assert one.title == "Млини"
    assert "Млини над" not in bytes(one.source.raw).decode()
    assert Record.objects.count() == 1


def test_the_log_tells_how_it_read_before_and_after(desk: Client) -> None:
    one = made(desk)
    desk.post(reverse("catalogue_new:correct", args=[one.pk]), sheet({**BOOK, "date": "2020"}, who=AUTHOR))
    of_record = Entry.objects.filter(content_type__model="record").order_by("pk")
    assert [entry.action for entry in of_record] == [Entry.Action.CREATE, Entry.Action.UPDATE]
    [(before, after)] = (of_record[1].changes or {}).values()
    assert "2019" in before
    assert "2020" in after


def test_an_import_writes_nothing_into_that_log(desk: Client) -> None:
    carry(desk, iso(book(1, "Кобзар")))
    assert not Entry.objects.filter(content_type__model="record").exists()


def test_a_record_made_by_hand_goes_out_to_other_programs(desk: Client, client: Client) -> None:
    one = made(desk)
    answer = client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "marcxml"}).content.decode()
    assert "Млини над Тихою" in answer
    assert f">{one.pk}<" in answer
    assert '"title"' not in answer, "the native source stays at home"


def test_it_is_found_at_once(desk: Client, settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"
    indexer.turn()
    made(desk)
    while indexer.turn():
        pass
    hits = find(Wish("млин над тихою", filters={"source": ["catalogue"]}), now=timezone.now()).hits
    assert [hit.document.title for hit in hits] == ["Млини над Тихою"]


def test_a_record_without_copies_is_withdrawn_and_put_back(desk: Client) -> None:
    one = made(desk)
    desk.post(reverse("catalogue_new:verb", args=[one.pk, "withdraw"]))
    assert not Record.live.exists()
    assert desk.get(reverse("catalogue_new:correct", args=[one.pk])).status_code == 404
    desk.post(reverse("catalogue_new:verb", args=[one.pk, "restore"]))
    assert Record.live.get() == one


def test_only_those_who_describe_books_may(client: Client, world: World) -> None:
    for who, status in (("consultant", 403), ("methodist", 403), ("branch_librarian", 200), ("director", 200)):
        world.sign_in(client, who)
        assert client.get(reverse("catalogue_new:describe", args=["book"])).status_code == status, who


def test_headings_are_suggested_as_one_types_and_offered_beside_new_ones(desk: Client) -> None:
    made(desk, about=(("topic", "Млини"),))
    asked = {"kind": "who", "who-0-name": "гай"}
    assert 'value="Гайова, Лідія Петрівна"' in desk.get(reverse("catalogue_new:suggest"), asked).content.decode()
    asked = {"kind": "about", "about-1-text": "мли", "about-1-kind": "topic"}
    assert 'value="Млини"' in desk.get(reverse("catalogue_new:suggest"), asked).content.decode()
    asked["about-1-kind"] = "place"
    assert "option" not in desk.get(reverse("catalogue_new:suggest"), asked).content.decode()
    sent = sheet({**BOOK, "isbn": "", "title": "Греблі"}, who=(("Гайова Л. П.", "aut"),), do="preview")
    [told] = send(desk, "book", sent).context["preview"].headings
    assert (told.text, told.records) == ("Гайова, Л. П.", 0)
    [offer] = told.offers
    answer = send(desk, "book", {**sent, "do": offer.value})
    assert answer.context["screen"].who.forms[0]["name"].value() == "Гайова, Лідія Петрівна"


def test_journals_are_suggested_to_articles(desk: Client) -> None:
    made(desk, "serial", {"title": "Тихогірський вісник", "date": "1990", "language": "ukr"}, who=())
    page = desk.get(reverse("catalogue_new:suggest"), {"kind": "serial", "host_title": "тихо"})
    assert 'value="Тихогірський вісник"' in page.content.decode()
