"""«Що зроблено?» without JavaScript: understood, corrected, asked for, refused; nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from oseredok.spine.journal.models import Entry
from tests.world import World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "consultant")
    return client


def send(desk: Client, **fields: Any) -> Any:
    return desk.post("/desk/service/", {"phrase": "", **fields})


def told(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.code,
        "theme": entry.theme.code if entry.theme else "",
        "minutes": entry.minutes,
        "quantity": entry.quantity,
        "outcome": entry.outcome,
        "channel": entry.channel,
    }


def test_a_phrase_is_a_service(desk: Client) -> None:
    assert send(desk, phrase="пенсія 10").status_code == 302
    entry = Entry.objects.get()
    assert told(entry) == {
        "kind": "consultation", "theme": "pension", "minutes": 10, "quantity": 1, "outcome": "done", "channel": "in_person",
    }  # fmt: skip
    page = desk.get("/desk/").content.decode().replace("\u00a0", " ")
    assert "Записано: консультація, пенсія, 10 хв" in page


def test_a_bare_number_is_pages_where_pages_are_counted(desk: Client) -> None:
    send(desk, phrase="друк 6")
    entry = Entry.objects.get()
    assert (entry.kind.code, entry.quantity, entry.minutes) == ("printing_bw", 6, None)


def test_a_part_set_by_hand_wins_over_the_phrase(desk: Client) -> None:
    send(
        desk,
        phrase="пенсія 10",
        theme="subsidy",
        was_theme="pension",
        minutes="25",
        was_minutes="10",
        outcome="partial",
        was_outcome="done",
    )
    assert told(Entry.objects.get()) | {"kind": "", "quantity": 0, "channel": ""} == {
        "kind": "", "theme": "subsidy", "minutes": 25, "quantity": 0, "outcome": "partial", "channel": "",
    }  # fmt: skip


def test_a_rewritten_phrase_is_understood_anew(desk: Client) -> None:
    """The chips still say what the former phrase meant; nobody touched them."""
    send(desk, phrase="субсидія 20", theme="pension", was_theme="pension", minutes="10", was_minutes="10")
    assert (told(Entry.objects.get())["theme"], Entry.objects.get().minutes) == ("subsidy", 20)


@pytest.mark.parametrize(
    ("phrase", "question"),
    [
        ("довідка", "Уточніть тему."),
        ("пенсія 5 10", "Уточніть, скільки хвилин."),
        ("друк 5000", "Уточніть кількість: за один раз до 1000."),
        ("скан 999999", "Уточніть кількість: за один раз до 1000."),
        ("абракадабра", "Не зрозуміли, яка це послуга."),
        ("", "Напишіть, що зроблено, наприклад «пенсія 10»."),
    ],
)
def test_what_is_unclear_is_asked_for_and_nothing_is_lost(desk: Client, phrase: str, question: str) -> None:
    answer = send(desk, phrase=phrase)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert question in page
    assert f'value="{phrase}"' in page
    assert not Entry.objects.exists()


def test_the_question_answered_records(desk: Client) -> None:
    send(desk, phrase="довідка", theme="health", was_theme="")
    assert (told(Entry.objects.get())["kind"], told(Entry.objects.get())["theme"]) == ("reference_thematic", "health")


def test_a_number_out_of_sense_is_refused_beside_the_field(desk: Client) -> None:
    answer = send(desk, phrase="пенсія", minutes="9000", was_minutes="")
    assert answer.status_code == 422
    assert "пенсія" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_service_goes_to_the_visit_chosen_before_it(desk: Client) -> None:
    desk.post("/desk/visit/", {"age_group": "60p"})
    page = desk.get("/desk/").content.decode()
    assert 'name="visit"' in page
    visit = Entry.objects.get()
    send(desk, phrase="дія 15", theme="e_signature", was_theme="", visit=visit.subject_id, with_visit="1")
    service = Entry.objects.exclude(pk=visit.pk).get()
    assert (service.subject_id, service.age_group) == (visit.subject_id, "60p")


def test_a_service_without_the_visit_belongs_to_nobody(desk: Client) -> None:
    desk.post("/desk/visit/", {"age_group": "60p"})
    send(desk, phrase="wifi", with_visit="1")
    assert Entry.objects.get(kind__code="wifi").subject_id == ""


def test_a_favourite_is_chosen_without_scripts(desk: Client) -> None:
    page = desk.post("/desk/favourite/", {"phrase": "", "choose": "eservice_help"}).content.decode()
    assert "Зрозуміли так:" in page
    assert '<option value="eservice_help" selected>' in page
    assert desk.post("/desk/favourite/", {"choose": "no_such"}).status_code == 422


def shown_parts(desk: Client, page: str) -> dict[str, str]:
    """What the page would send: every part with its `was_…`, as a browser reads it."""
    soup = re.search(r'<div id="understood".*?</div>', page, re.DOTALL)
    assert soup
    found = dict(re.findall(r'<input type="hidden" name="(was_\w+)" value="([^"]*)"', soup[0]))
    found |= dict(re.findall(r'type="number" name="(\w+)" value="([^"]*)"', soup[0]))
    for name, options in re.findall(r'<select id="\S+" name="(\w+)".*?>(.*?)</select>', soup[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_a_chosen_service_stays_chosen_while_the_phrase_is_typed(desk: Client) -> None:
    page = desk.post("/desk/favourite/", {"choose": "reference_thematic"}).content.decode()
    for phrase in ("п", "пенс", "пенсія 15"):
        sent = {"phrase": phrase, **shown_parts(desk, page)}
        page = desk.post("/desk/understand/", sent).content.decode()
    send(desk, **(shown_parts(desk, page) | {"phrase": "пенсія 15"}))
    assert told(Entry.objects.get()) | {"outcome": "", "channel": ""} == {
        "kind": "reference_thematic", "theme": "pension", "minutes": 15, "quantity": 1, "outcome": "", "channel": "",
    }  # fmt: skip


def test_an_amount_asked_about_is_answered_with_any_number(desk: Client) -> None:
    page = send(desk, phrase="скан 999999").content.decode()
    parts = shown_parts(desk, page)
    assert parts["quantity"] == ""
    send(desk, **(parts | {"phrase": "скан 999999", "quantity": "1"}))
    assert told(Entry.objects.get())["quantity"] == 1


def test_a_past_service_is_marked(desk: Client) -> None:
    form = desk.get("/desk/past/service/")
    assert form.status_code == 200
    assert desk.post("/desk/past/service/", {"date": "1.10.2026", "phrase": "друк 3"}).status_code == 302
    entry = Entry.objects.get()
    assert entry.backfilled
    assert f"{entry.local_date:%d.%m.%Y}" == "01.10.2026"
    refused = desk.post("/desk/past/service/", {"date": "31.12.2099", "phrase": "друк 3"})
    assert refused.status_code == 422
    assert "Це для минулих днів" in refused.content.decode()
