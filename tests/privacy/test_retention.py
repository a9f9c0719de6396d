"""Terms of keeping: who is warned, who is erased, what is dropped; a run that was cut off is taken up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.conf import LazySettings

from oseredok.base.core import clock
from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter, State
from oseredok.base.preferences.actions import set_value
from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader
from oseredok.library.privacy import actions, erasing, incident_actions, preferences, request_actions, retention
from oseredok.library.privacy.models import (
    Consent,
    Erasure,
    ErasureWarning,
    Incident,
    Look,
    RetentionRun,
    SubjectRequest,
)
from oseredok.services.visits import actions as visits
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=False)


def _at(day: date) -> datetime:
    return clock.moment_at(day, time(4))


def _counts(run: RetentionRun) -> dict[str, int]:
    return dict(run.counts.values_list("what", "number"))


THREE_YEARS_ON = _at(date(2029, 10, 15))
WARNED_AND_OVER = _at(date(2029, 11, 15))


def test_nobody_is_touched_before_the_term(world: World) -> None:
    run = retention.run(now=_at(date(2029, 10, 13)))
    assert _counts(run) == {}
    assert run.finished_at is not None


def test_a_reader_is_warned_first_and_erased_after_the_days_given(world: World, settings: LazySettings) -> None:
    settings.EMAIL_CONFIGURED = True
    assert _counts(retention.run(now=THREE_YEARS_ON)) == {"warned": 2}
    warnings = {one.reader_id: one for one in ErasureWarning.objects.all()}
    assert warnings[world.taras.pk].by_letter
    assert not warnings[world.daryna.pk].by_letter  # no address: the desk's list
    assert Letter.objects.get().to == "taras@example.com"
    assert warnings[world.taras.pk].erase_from == date(2029, 11, 14)
    assert _counts(retention.run(now=_at(date(2029, 11, 13)))) == {}
    assert _counts(retention.run(now=WARNED_AND_OVER)) == {"erased": 2}
    assert Reader.objects.filter(erased_on__isnull=False).count() == 2
    assert set(Erasure.objects.values_list("why", "erased_by")) == {("retention", None)}
    assert Letter.objects.get().to == ""


def test_without_mail_settings_nobody_counts_as_told_by_letter(world: World, settings: LazySettings) -> None:
    settings.EMAIL_CONFIGURED = False
    retention.run(now=THREE_YEARS_ON)
    assert not ErasureWarning.objects.filter(by_letter=True).exists()
    assert not Letter.objects.exists()


def test_who_comes_back_after_the_warning_stays(world: World) -> None:
    retention.run(now=THREE_YEARS_ON)
    people.renew_registration(reader=world.taras, library=world.central, staff=None, now=THREE_YEARS_ON)
    assert _counts(retention.run(now=WARNED_AND_OVER)) == {"erased": 1}
    world.taras.refresh_from_db()
    assert world.taras.erased_on is None
    assert not ErasureWarning.objects.filter(reader=world.taras).exists()


def test_a_longer_term_set_by_the_office_keeps_longer(world: World) -> None:
    set_value(declared=preferences.KEEP_READERS, text="5", by="Ткаченко", now=world.now)
    assert _counts(retention.run(now=THREE_YEARS_ON)) == {}


def test_a_guest_is_erased_by_the_guests_term_without_a_warning(world: World) -> None:
    Reader.objects.filter(pk=world.taras.pk).update(category=Reader.Category.GUEST)
    assert _counts(retention.run(now=_at(date(2027, 10, 13)))) == {}
    assert _counts(retention.run(now=_at(date(2027, 10, 15)))) == {"guests": 1}


def test_who_is_in_the_building_waits_for_another_night(world: World) -> None:
    Reader.objects.filter(pk=world.taras.pk).update(category=Reader.Category.GUEST)
    morning = clock.moment_at(date(2027, 10, 15), time(10))
    recorded = visits.record_visit(place=world.central, staff=world.consultant, now=morning, reader=world.taras)
    assert _counts(retention.run(now=morning)) == {}
    assert recorded.visit is not None
    visits.leave(visit=recorded.visit, now=morning)
    assert _counts(retention.run(now=morning)) == {"guests": 1}


def test_parents_data_go_when_the_child_turns_fourteen(world: World) -> None:
    Reader.objects.filter(pk=world.daryna.pk).update(
        birth_date=date(2015, 10, 20), birth_year=2015, guardian_name="Ганна Левицька", guardian_phone="+380671112233"
    )
    people.renew_registration(reader=world.daryna, library=world.central, staff=None, now=_at(date(2029, 1, 10)))
    assert "parents" not in _counts(retention.run(now=_at(date(2029, 10, 19))))
    assert _counts(retention.run(now=_at(date(2029, 10, 20))))["parents"] == 1
    world.daryna.refresh_from_db()
    assert (world.daryna.birth_date, world.daryna.birth_year) == (None, 2015)
    assert (world.daryna.guardian_name, world.daryna.guardian_phone) == ("", "")


def test_looks_consents_requests_and_incidents_go_by_their_terms(world: World) -> None:
    actions.note_look(reader=world.taras, account=world.head, what="page", now=world.now)
    consent = actions.give_consent(reader=world.taras, purpose="mail", channel="desk", staff=world.head, now=world.now)
    actions.withdraw_consent(consent=consent, channel="desk", staff=world.head, now=world.now)
    request = request_actions.receive_request(
        kind="access", how="desk", received_on=date(2026, 10, 14), reader=None, from_name="Іван Сірко",
        identity="document", staff=world.head, now=world.now,
    )  # fmt: skip
    request_actions.answer_request(
        request=request, outcome="not_found", how="desk", answer="", staff=world.head, now=world.now
    )
    incident = incident_actions.report_incident(
        what="Загубили аркуш зі списком", noticed_at=world.now, staff=world.head, now=world.now
    )
    incident_actions.tell_more(
        incident=incident, people=3, categories="імена", measures="Знайшли й знищили", told="директора",
        steps=["stop"], staff=world.head, now=world.now,
    )  # fmt: skip
    incident_actions.close_incident(incident=incident, staff=world.head, now=world.now)
    found = _counts(retention.run(now=WARNED_AND_OVER))
    assert {name: found[name] for name in ("looks", "consents", "requests", "incidents")} == dict.fromkeys(
        ("looks", "consents", "requests", "incidents"), 1
    )
    assert not Look.objects.exists()
    assert not Consent.objects.exists()
    assert not Incident.objects.exists()
    kept = SubjectRequest.objects.get()
    assert (kept.from_name, kept.outcome) == ("", "not_found")


def _letter(key: str, now: datetime) -> Letter:
    return mail.queue_letter(
        template="test_letter", to="taras@example.com", context={"asked_at": now}, key=key, now=now,
        about=("people", "1"),
    )  # fmt: skip


def test_letters_lose_address_and_text_in_time_and_still_count(world: World) -> None:
    refused, waits = _letter("refused", world.now), _letter("waits", world.now)
    said = "Сервер не приймає листів на цю адресу: 550 taras@example.com"
    Letter.objects.filter(pk=refused.pk).update(state=State.FAILED, next_try_at=None, last_error=said)
    young = _letter("young", world.now + timedelta(days=80))
    last_day = world.now + timedelta(days=90)
    assert "letters" not in _counts(retention.run(now=last_day))
    planned = {one.term.code: (one.now, one.soon) for one in retention.plan(today=clock.local_date(last_day))}
    assert planned["letters"] == (0, 2)
    assert _counts(retention.run(now=last_day + timedelta(days=1)))["letters"] == 2
    for letter in (refused, waits):
        letter.refresh_from_db()
        assert (letter.to, letter.subject, letter.text, letter.html) == ("", "", "", "")
        assert "example.com" not in letter.last_error
        assert letter.state == State.FAILED, "what came too late is never sent"
    young.refresh_from_db()
    assert (young.to, young.state) == ("taras@example.com", State.WAITING_SETTINGS)
    assert Letter.objects.count() == 3
    assert "letters" not in _counts(retention.run(now=last_day + timedelta(days=2)))


def test_a_letter_that_was_sent_stays_sent_when_its_text_is_gone(world: World) -> None:
    letter = _letter("sent", world.now)
    Letter.objects.filter(pk=letter.pk).update(state=State.SENT, sent_at=world.now, next_try_at=None)
    set_value(declared=preferences.KEEP_LETTERS, text="30", by="Ткаченко", now=world.now)
    assert _counts(retention.run(now=world.now + timedelta(days=31)))["letters"] == 1
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.to) == (State.SENT, world.now, "")


def test_letters_of_one_night_are_few_and_the_rest_follow(
    world: World, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_CONFIGURED = True
    monkeypatch.setattr(retention, "LETTERS_A_NIGHT", 1)
    people.register_reader(
        surname="Бондар", given_name="Іван", email="ivan@example.com", library=world.central, staff=None, now=world.now
    )
    assert _counts(retention.run(now=THREE_YEARS_ON)) == {"warned": 2}
    assert _counts(retention.run(now=THREE_YEARS_ON + timedelta(hours=3))) == {}
    assert _counts(retention.run(now=THREE_YEARS_ON + timedelta(days=1))) == {"warned": 1}


def test_a_run_that_was_cut_off_is_taken_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "BATCH", 1)
    retention.run(now=THREE_YEARS_ON)

    def cut(code: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retention.run(now=WARNED_AND_OVER, tell=cut)
    assert Reader.objects.filter(erased_on__isnull=False).count() == 1
    run = retention.run(now=WARNED_AND_OVER + timedelta(hours=1))
    assert _counts(run) == {"erased": 2}
    assert RetentionRun.objects.count() == 2


def test_one_run_a_day_is_enough(world: World) -> None:
    assert retention.run_if_due(now=THREE_YEARS_ON) is not None
    assert retention.run_if_due(now=THREE_YEARS_ON + timedelta(hours=5)) is None
    assert retention.run_if_due(now=THREE_YEARS_ON + timedelta(days=1)) is not None


def test_the_dry_run_tells_what_a_run_does_and_changes_nothing(world: World) -> None:
    planned = {one.term.code: one for one in retention.plan(today=date(2029, 10, 1))}
    assert (planned["warned"].now, planned["warned"].soon) == (0, 2)
    planned = {one.term.code: one for one in retention.plan(today=clock.local_date(THREE_YEARS_ON))}
    assert planned["warned"].now == 2
    assert planned["warned"].setting == "3 роки"
    assert not ErasureWarning.objects.exists()
    assert _counts(retention.run(now=THREE_YEARS_ON))["warned"] == 2


@pytest.mark.parametrize(
    ("day", "years", "months", "back"),
    [
        (date(2028, 2, 29), 1, 0, date(2027, 2, 28)),
        (date(2028, 3, 31), 0, 1, date(2028, 2, 29)),
        (date(2028, 1, 15), 0, 13, date(2026, 12, 15)),
        (date(2028, 12, 31), 0, 12, date(2027, 12, 31)),
    ],
)
def test_so_long_ago(day: date, years: int, months: int, back: date) -> None:
    assert retention.back(day, years=years, months=months) == back
