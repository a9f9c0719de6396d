"""What a curious colleague, a stranger with a copy of the database or a shared computer might try."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core import mail as sent
from django.test import Client, override_settings
from django.utils import timezone

from oseredok.base.core.errors import Conflict
from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter, State
from oseredok.base.papers.pdf import UNKNOWN_SIGN, drawn_signs, printable, render_pdf
from oseredok.faces.front import actions as front
from oseredok.library.offer import queries as offer
from oseredok.library.people import actions as people
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Role
from oseredok.management.indicators.models import Target
from oseredok.services.events import actions as events
from oseredok.services.events.models import HeldEvent
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import Entry
from tests.world import World
from tests.world import build as build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """Views read the clock, so the world is as old as this moment."""
    return build_world(now=timezone.now())


def _event(world: World, title: str) -> HeldEvent:
    return events.record_event(
        place=world.central,
        form=offer.themes("event_form")[0],
        title=title,
        held_at=world.now - timedelta(minutes=1),
        responsible=world.head,
        staff=world.head,
        now=world.now,
        present_offline=3,
        addressee=title[:120],
        note=title,
    )


# --- Another library's things --------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(world: World, client: Client) -> Client:
    """A consultant of a branch, to whom nothing of the central library belongs."""
    world.sign_in(client, "branch_consultant")
    return client


def test_a_gesture_of_another_library_is_neither_undone_nor_corrected(world: World, elsewhere: Client) -> None:
    recorded = visits.record_visit(place=world.central, staff=world.consultant, now=world.now, age_group="22_35")
    assert elsewhere.post(f"/desk/undo/{recorded.gesture}/").status_code == 422
    assert elsewhere.get(f"/desk/correct/{recorded.gesture}/").status_code == 404
    assert elsewhere.post(f"/desk/correct/{recorded.gesture}/", {"reason": "slip"}).status_code == 404
    assert recorded.visit is not None
    assert elsewhere.post("/desk/leave/", {"visit": str(recorded.visit.public_id)}).status_code == 404
    assert not Entry.objects.filter(reverses__isnull=False).exists()


def test_an_event_of_another_library_is_neither_read_nor_cancelled(world: World, elsewhere: Client) -> None:
    event = _event(world, "Вечір абеток")
    assert elsewhere.get(f"/desk/events/{event.pk}/").status_code == 404
    assert elsewhere.post(f"/desk/events/{event.pk}/cancel/", {"reason": "slip"}).status_code == 404
    event.refresh_from_db()
    assert event.cancelled_at is None


def test_entries_of_another_library_are_refused_on_the_page_and_in_the_file(world: World, elsewhere: Client) -> None:
    visits.record_visit(place=world.central, staff=world.consultant, now=world.now, age_group="22_35")
    for path in ("/office/entries/", "/office/entries/entries.csv", "/office/entries/entries.xlsx"):
        assert elsewhere.get(path, {"place": world.central.pk}).status_code == 400, path
    text = elsewhere.get("/office/entries/entries.csv").content.decode()
    assert "Центральна" not in text
    assert len(text.splitlines()) == 1, "only the header"
    shown = elsewhere.get("/office/indicators/", {"place": world.central.pk})
    assert shown.context["scope"].places == [world.branch]


def test_a_leader_of_one_library_leads_only_there(world: World, client: Client) -> None:
    people.give_role(account=world.head, role=Role.CONSULTANT, place=world.branch, by=None, now=world.now)
    world.sign_in(client, "head", place=world.central)
    target = {"indicator": "visits.total", "length": "month", "value": "100", "valid_from": "10.2026"}
    assert client.post("/office/targets/", {**target, "place": world.branch.pk}).status_code == 422
    assert client.post("/office/targets/", {**target, "place": ""}).status_code == 422
    assert not Target.objects.exists()
    assert client.post("/office/targets/", {**target, "place": world.central.pk}).status_code == 302


def test_a_role_without_numbers_opens_no_numbers_of_its_library(world: World, client: Client) -> None:
    people.give_role(
        account=world.accounts["cataloguer"], role=Role.CONSULTANT, place=world.branch, by=None, now=world.now
    )
    world.sign_in(client, "cataloguer", place=world.branch)
    assert client.get("/office/entries/", {"place": world.central.pk}).status_code == 400
    assert client.get("/office/indicators/", {"place": "all"}).context["scope"].places == [world.branch]


# --- Accounts ------------------------------------------------------------------------------------------------


@override_settings(EMAIL_CONFIGURED=True)
def test_nobody_reads_the_key_in_anothers_password_letter(world: World, client: Client) -> None:
    Account.objects.filter(pk=world.director.pk).update(email="director@example.com")
    Client().post("/account/password/reset/", {"email": "director@example.com"})
    letter = Letter.objects.get(template="password_reset")
    assert "/account/password/reset/key/" in letter.text
    world.sign_in(client, "administrator")
    shown = client.get(f"/office/letters/{letter.pk}/").content.decode()
    assert "/password/reset/key/" not in shown
    assert "director@example.com" in shown


@pytest.mark.django_db(transaction=True)
@override_settings(EMAIL_CONFIGURED=True)
def test_a_sent_password_letter_leaves_no_key_behind() -> None:
    context = {"url": "https://library.example/account/password/reset/key/x/", "username": "o", "minutes": 60}
    letter = mail.queue_letter(
        template="password_reset", to="o@example.com", context=context, key="reset", now=timezone.now()
    )
    assert mail.deliver(letter_id=letter.pk, now=timezone.now()) == State.SENT
    assert "/key/x/" in sent.outbox[0].body
    letter.refresh_from_db()
    assert (letter.text, letter.html) == ("", "")


def test_one_does_not_lock_oneself_out_by_a_temporary_password(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    client.post(f"/office/staff/{world.head.pk}/password/")
    assert client.get("/people/me/").status_code == 200
    assert not Account.objects.get(pk=world.head.pk).password_is_temporary


def test_back_after_signing_out_shows_nobody(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    for path in ("/desk/", "/people/", f"/people/{world.taras.public_id}/", "/office/entries/", "/people/me/", "/"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path
    assert "no-store" not in Client().get("/").headers.get("Cache-Control", ""), "the public site may be kept"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "desk:today", "x"])
def test_a_choice_never_leads_away_from_the_site(world: World, client: Client, target: str) -> None:
    world.sign_in(client, "director")
    answer = client.post("/people/place/", {"place": world.branch.pk, "next": target})
    assert answer.headers["Location"] == "/people/me/"
    away = client.post("/look/appearance/", {"theme": "dark", "next": target}).headers["Location"]
    assert "evil" not in away


# --- NUL -----------------------------------------------------------------------------------------------------


def test_a_nul_sign_is_refused_wherever_it_stands(world: World, client: Client) -> None:
    world.sign_in(client, "director", place=world.central)
    assert client.get("/search/?q=a%00").status_code == 400
    assert client.get("/search/?q%00=a").status_code == 400
    assert client.get("/news/a%00/").status_code == 400
    assert client.post("/desk/closure/end/", {"kind": "a\0"}).status_code == 400
    assert client.post("/desk/reader/visit/", {"card": "\0"}).status_code == 400
    stranger = Client(headers={"cookie": 'sessionid="a\\000b"'})
    assert stranger.get("/people/me/").status_code == 400


# --- Papers and files ----------------------------------------------------------------------------------------

TITLES = {
    "emoji": "Свято 👩‍👩‍👧‍👦🎄",
    "right to left": "\u202eגרב عربى",
    "controls": "а\x0bб\x1bв\x08г\ufffe",
    "typst": '#eval("1+1") #read("/etc/passwd") $x$ *b* = H @ref <lab> ` \\ //',
    "formula": '=HYPERLINK("http://evil.example")',
    "markup": "</title><svg onload=alert(1)>'\"",
    "ideographs": "数学 𝔘",
}


@pytest.mark.parametrize("what", TITLES)
def test_no_title_spoils_a_paper_a_workbook_a_feed_or_a_page(world: World, client: Client, what: str) -> None:
    title = TITLES[what]
    event = _event(world, title)
    duty = Duty(account=world.head, place=world.central, places=[world.central], roles=frozenset({Role.HEAD}))
    item = front.write_news(
        duty=duty, title=title, summary=title, body=f"<p>{title} і ще</p>", place=None, now=world.now
    )
    front.publish_news(item=item, duty=duty, now=world.now)
    world.sign_in(client, "director", place=world.central)
    day = f"{timezone.localdate():%Y-%m-%d}"
    paths = ["/news/feed/", "/news/", "/sitemap.xml", f"/news/{item.slug}/", f"/desk/events/{event.pk}/"]
    paths += [f"/office/diary/{day}/{part}" for part in ("events/", "diary.pdf", "diary.xlsx")]
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert b"<svg onload" not in response.content, path
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(response.content)) as book:
                assert not any(b"<f>HYPERLINK" in book.read(name) for name in book.namelist())


def test_every_sign_that_counts_as_drawn_is_drawn() -> None:
    signs = "".join(chr(code) for code in sorted(drawn_signs()) if printable(chr(code)) == chr(code) and code > 31)
    lines = [signs[start : start + 60] for start in range(0, len(signs), 60)]
    part: dict[str, Any] = {"title": "А", "lists": [{"header": ["Б"], "rows": [[line] for line in lines]}]}
    part["lists"][0] |= {"numbers": [], "wide": [0]}
    part |= {"grids": [], "hints": [], "late": 0, "late_words": ""}
    data = {"place": "В", "printed": "", "made_at": "", "parts": [part]}
    assert render_pdf(template="reports/diary.typ", data=data, title="Г").startswith(b"%PDF")
    assert printable({"a": ["ґ’№ 🎄\u200d", 1]}) == {"a": [f"ґ’№ {UNKNOWN_SIGN}", 1]}


def test_a_name_is_no_formula_in_a_table_program(world: World, client: Client) -> None:
    names = {"last_name": "-2+3+cmd|' /C calc'!A0", "first_name": ""}
    Account.objects.filter(pk=world.consultant.pk).update(**names)
    visits.record_visit(place=world.central, staff=world.consultant, now=world.now, age_group="22_35")
    visits.undo(gesture=Entry.objects.get().gesture, place=world.central, staff=world.consultant, now=world.now)
    world.sign_in(client, "director")
    text = client.get("/office/entries/entries.csv").content.decode()
    assert ";'-2+3+cmd" in text
    assert ";-2" not in text
    assert ";-1;" in text, "a number stays a number"


# --- A copy of the database ----------------------------------------------------------------------------------


def test_a_copy_of_the_database_does_not_tell_whose_entries_these_are(world: World) -> None:
    """Without SECRET_KEY: not by the moment of registration, not by the yesterday's visits, not by the salt."""
    data = {"surname": "Лис", "given_name": "Микита", "birth_year": 1990}
    reader, _ = visits.register_reader(data=data, library=world.central, staff=world.head, now=world.now)  # type: ignore[arg-type]
    later = world.now + timedelta(hours=2)
    visits.record_visit(place=world.central, staff=world.head, now=later, reader=reader)
    visits.renew_registration(
        reader=world.taras, library=world.central, staff=world.head, now=world.now + timedelta(days=366)
    )
    at_registration = Entry.objects.filter(kind__code__in=["user_new", "user_reregistered"])
    assert set(at_registration.values_list("visitor_key", flat=True)) == {""}
    (came,) = Entry.objects.exclude(visitor_key="")
    visits.forget_readers(now=later + timedelta(days=1))
    assert not reader.visits.exists()
    from oseredok.spine.journal import pseudonyms

    with patch.object(settings, "SECRET_KEY", "another installation"):
        assert pseudonyms.visitor_key(reader=reader, year=came.local_date.year) != came.visitor_key
    assert pseudonyms.visitor_key(reader=reader, year=came.local_date.year) == came.visitor_key


def test_an_event_is_not_taken_back_behind_its_own_page(world: World, client: Client) -> None:
    event = _event(world, "Вечір абеток")
    gesture = Entry.objects.filter(subject_app="events").first().gesture  # type: ignore[union-attr]
    world.sign_in(client, "head")
    assert client.post(f"/desk/undo/{gesture}/").status_code == 422
    assert client.post(f"/desk/correct/{gesture}/", {"reason": "slip"}).status_code == 422
    assert client.post(f"/desk/events/{event.pk}/cancel/", {"reason": "slip"}).status_code == 302
    assert Entry.objects.filter(subject_app="events", reverses__isnull=False).exists()


def test_a_key_of_a_form_names_nothing_of_another_library(world: World) -> None:
    kept = _event(world, "Вечір абеток")
    with pytest.raises(Conflict):
        events.record_event(
            place=world.branch,
            form=kept.form,
            title="Інший захід",
            held_at=kept.held_at,
            responsible=world.head,
            staff=world.head,
            now=world.now,
            key=kept.key,
        )
