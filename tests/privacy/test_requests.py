"""A person asks about their own data: the term with its arithmetic, the answer, what goes with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.people.access import Duty
from oseredok.library.people.duty import duty_of
from oseredok.library.people.models import Account
from oseredok.library.places.models import LibrarySystem
from oseredok.library.privacy import preferences, request_actions, rules, standing
from oseredok.library.privacy.models import Erasure, Look, SubjectRequest
from tests.world import DAY, World

pytestmark = pytest.mark.django_db


def _receive(world: World, **more: Any) -> SubjectRequest:
    told: dict[str, Any] = {
        "kind": "access", "how": "desk", "received_on": DAY, "reader": world.taras, "identity": "document",
        "staff": world.head, "now": world.now,
    }  # fmt: skip
    return request_actions.receive_request(**(told | more))


def _answer(world: World, request: SubjectRequest, **more: Any) -> SubjectRequest:
    told: dict[str, Any] = {
        "outcome": "granted", "how": "desk", "answer": "", "staff": world.head, "now": world.now
    }  # fmt: skip
    return request_actions.answer_request(request=request, **(told | more))


def _duty(account: Account) -> Duty:
    duty = duty_of(account=account, session=SessionStore())
    assert duty is not None
    return duty


def test_a_request_with_time_ahead_stands_on_the_page_too(world: World) -> None:
    request, duty = _receive(world), _duty(world.director)
    sentences = {line.sentence: line.tag for line in standing.lines(duty, now=world.now)}
    assert [tag for sentence, tag in sentences.items() if "показати дані" in sentence] == ["у роботі"]
    late = world.now + timedelta(days=60)
    assert any("строк минув" in line.sentence for line in standing.lines(duty, now=late))
    _answer(world, request)
    assert any("Запитів без відповіді немає" in line.sentence for line in standing.lines(duty, now=world.now))


def test_the_arithmetic_is_told(world: World) -> None:
    request = _receive(world)
    assert request.due_on == date(2026, 11, 13)
    words = request.due_words.replace("\u00a0", " ")
    assert words == (
        "Отримано 14 жовтня. Строк 30 календарних днів (ст. 8, 16 Закону «Про захист персональних даних»). "
        "Рахуємо з 15 жовтня: 30-й день — 13 листопада 2026 р., п’ятниця."
    )


def test_a_term_that_ends_on_a_weekend_ends_on_monday() -> None:
    term = rules.term(received_on=date(2026, 10, 15), days=30, moves=True, holidays={})
    assert (term.last_day, term.due_on) == (date(2026, 11, 14), date(2026, 11, 16))
    assert "вихідний, тому строк кінчається в перший робочий день: 16" in term.words.replace("\u00a0", " ")


def test_a_holiday_on_a_weekday_is_a_working_day_under_martial_law_only(world: World) -> None:
    christmas = date(2026, 11, 25)  # the thirtieth day after it is 25 December, a Friday
    assert request_actions.term_of(received_on=christmas).due_on == date(2026, 12, 25)
    LibrarySystem.objects.update(holidays_are_working=False)
    term = request_actions.term_of(received_on=christmas)
    assert (term.last_day, term.due_on) == (date(2026, 12, 25), date(2026, 12, 28))
    assert "свято: Різдво" in term.words


def test_the_office_may_choose_that_terms_do_not_move(world: World) -> None:
    set_value(declared=preferences.TERM_MOVES, text="no", by="Ткаченко", now=world.now)
    assert request_actions.term_of(received_on=date(2026, 10, 15)).due_on == date(2026, 11, 14)


@given(st.dates(date(2024, 1, 1), date(2035, 1, 1)), st.integers(1, 60), st.booleans())
def test_the_last_day_is_never_before_the_term_and_a_moved_one_is_a_working_day(
    received: date, days: int, moves: bool
) -> None:
    term = rules.term(received_on=received, days=days, moves=moves, holidays={})
    assert (term.last_day - term.first_day).days == days - 1
    assert timedelta(0) <= term.due_on - term.last_day <= timedelta(days=2)
    assert term.due_on.weekday() < 5 if moves else term.due_on == term.last_day


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"received_on": DAY + timedelta(days=1)}, "received_ahead"),
        ({"received_on": date(1996, 10, 14)}, "received_long_ago"),
        ({"reader": None}, "from_whom"),
        ({"details": "а" * 5000}, "too_long"),
        ({"kind": "sue"}, "unknown_choice"),
    ],
)
def test_what_cannot_be_is_refused(world: World, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        _receive(world, **changed)
    assert refusal.value.code == code


def test_an_unknown_card_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        request_actions.receive_by_card(
            card_number="99999999", kind="access", how="desk", received_on=DAY, identity="card",
            staff=world.head, now=world.now,
        )  # fmt: skip
    assert (refusal.value.code, refusal.value.field) == ("card_unknown", "card_number")


def test_nothing_is_told_to_somebody_whose_identity_nobody_checked(world: World) -> None:
    request = _receive(world, identity="not_yet")
    with pytest.raises(Invalid) as refusal:
        _answer(world, request)
    assert refusal.value.code == "identity_unchecked"
    assert _answer(world, request, identity="document").identity == "document"


def test_a_refusal_says_why(world: World) -> None:
    request = _receive(world)
    with pytest.raises(Invalid) as refusal:
        _answer(world, request, outcome="refused")
    assert refusal.value.code == "refusal_unexplained"
    assert _answer(world, request, outcome="refused", answer="Це дані іншої людини.").outcome == "refused"


def test_a_request_is_answered_once(world: World) -> None:
    request = _answer(world, _receive(world))
    with pytest.raises(Conflict) as refusal:
        _answer(world, request)
    assert refusal.value.code == "answered_already"


def test_the_letter_tells_everything_held_and_forgets_itself_once_sent(
    world: World, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_CONFIGURED = True
    _answer(world, _receive(world), how="email")
    letter = Letter.objects.get()
    assert letter.to == "taras@example.com"
    assert "Прізвище: Шевченко" in letter.text
    mail.deliver(letter_id=letter.pk, now=world.now)
    letter.refresh_from_db()
    assert (letter.state, letter.to, letter.text) == ("sent", "", "")
    assert mailoutbox[0].to == ["taras@example.com"]


def test_a_letter_needs_an_address(world: World) -> None:
    request = _receive(world, reader=world.daryna)
    with pytest.raises(Invalid) as refusal:
        _answer(world, request, how="email")
    assert refusal.value.code == "no_address"
    request.refresh_from_db()
    assert request.answered_on is None


def test_a_granted_erasing_is_done_at_once_and_the_last_letter_still_goes(
    world: World, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_CONFIGURED = True
    request = _answer(world, _receive(world, kind="erase"), how="email")
    world.taras.refresh_from_db()
    assert world.taras.erased_on is not None
    assert Erasure.objects.get(reader=world.taras).why == "request"
    assert (request.from_name, request.contact, request.reader) == ("", "", None)
    mail.deliver(letter_id=Letter.objects.get().pk, now=world.now)
    assert mailoutbox[0].to == ["taras@example.com"]
    assert Letter.objects.get().to == ""


def test_erasing_on_paper_is_a_request_received_and_answered(world: World) -> None:
    request = request_actions.erase_on_paper(
        reader=world.daryna, identity="document", duty=_duty(world.head), now=world.now
    )
    assert (request.kind, request.outcome, request.answered_on) == ("erase", "granted", DAY)
    world.daryna.refresh_from_db()
    assert world.daryna.erased_on is not None


# --- The answer on paper -------------------------------------------------------------------------------------


def _paper(client: Client, request: SubjectRequest) -> str:
    answer = client.get(f"/office/privacy/requests/{request.public_id}/answer/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    document = pypdfium2.PdfDocument(answer.content)
    return " ".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_the_answer_on_paper_has_requisites_the_arithmetic_and_the_data(client: Client, world: World) -> None:
    request = _receive(world, kind="access")
    answered = request_actions.answer_request(
        request=request, outcome="granted", how="paper", answer="Ось усе, що є.", staff=world.head, now=world.now
    )
    world.sign_in(client, "head")
    told = _paper(client, answered)
    for words in (
        "Тихогірська міська бібліотека", "вул. Садова, 7", f"ПД-{answered.pk}", "Шевченко Тарас Григорович",
        "Ось усе, що є.", "Строк 30 календарних днів", "Уповноваженому Верховної Ради", "Номер квитка", "Їжакевич",
    ):  # fmt: skip
        assert words in told, words
    assert "пізніше від строку" not in told
    assert Look.objects.get(what="request").account == world.head


def test_a_refusal_and_a_late_answer_carry_no_data_and_say_so(client: Client, world: World) -> None:
    request = _receive(world, kind="access")
    late = world.now + timedelta(days=60)
    answered = request_actions.answer_request(
        request=request, outcome="refused", how="paper", answer="Особу не підтверджено.", staff=world.head, now=late
    )
    world.sign_in(client, "director")
    told = _paper(client, answered)
    assert "Особу не підтверджено." in told
    assert "пізніше від строку" in told
    assert "Номер квитка" not in told


def test_there_is_no_answer_to_print_before_it_is_given(client: Client, world: World) -> None:
    request = _receive(world, kind="access")
    world.sign_in(client, "director")
    assert client.get(f"/office/privacy/requests/{request.public_id}/answer/").status_code == 404
    world.sign_in(client, "consultant")
    assert client.get(f"/office/privacy/requests/{request.public_id}/answer/").status_code == 403


def test_opening_a_request_of_a_reader_is_a_look(client: Client, world: World) -> None:
    request = _receive(world, kind="access")
    world.sign_in(client, "director")
    client.get(f"/office/privacy/requests/{request.public_id}/")
    assert [(one.what, one.reader) for one in Look.objects.all()] == [("request", world.taras)]


def test_a_head_sees_requests_of_the_own_readers_and_of_nobody_and_the_director_all(
    client: Client, world: World
) -> None:
    far = world.daryna
    far.home_library = world.second_branch
    far.save()
    told = {"staff": world.director, "contact": "", "details": ""}
    own = _receive(world, **told)
    theirs = _receive(world, reader=far, **told)
    stranger = _receive(world, reader=None, from_name="Мельник Оксана", **told)
    world.sign_in(client, "head")
    page = client.get("/office/privacy/requests/").content.decode()
    for one, opens in ((own, 200), (stranger, 200), (theirs, 404)):
        assert client.get(f"/office/privacy/requests/{one.public_id}/").status_code == opens
        assert (str(one.public_id) in page) is (opens == 200)
    assert client.get(f"/office/privacy/requests/{theirs.public_id}/answer/").status_code == 404
    assert standing.open_requests(_duty(world.head)) == 2
    assert not Look.objects.filter(reader=far).exists()
    _answer(world, theirs)
    assert client.get(f"/office/privacy/requests/{theirs.public_id}/").status_code == 200, "who answered may read it"
    world.sign_in(client, "director")
    assert client.get(f"/office/privacy/requests/{theirs.public_id}/").status_code == 200
    assert standing.open_requests(_duty(world.director)) == 2


def test_whoever_wrote_down_a_request_of_another_librarys_reader_may_go_on_with_it(
    client: Client, world: World
) -> None:
    far = world.daryna
    far.home_library = world.second_branch
    far.save()
    mine = _receive(world, reader=far, staff=world.head)
    world.sign_in(client, "head")
    assert client.get(f"/office/privacy/requests/{mine.public_id}/").status_code == 200
