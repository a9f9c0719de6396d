"""When nothing is free a guest stands in the queue, sees the place in it, and takes or refuses what is offered."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from oseredok.base.mail.models import Letter
from oseredok.services.seats import booking
from oseredok.services.seats.models import Hold, State, Waiting
from tests.front_seats.conftest import ABOUT, Site, beside, text_of

pytestmark = pytest.mark.django_db

WANT = {"day": "2026-10-14", "earliest": "14:00", "latest": "16:00", "minutes": "60", "kind": "pc"}


@pytest.fixture
def full(site: Site) -> Hold:
    """The computer is taken from two till four."""
    return site.hall.book(14, minutes=120, kind="pc")


def join(site: Site, **more: str) -> Any:
    return site.client.post("/seats/queue/", {**WANT, **ABOUT, **more})


def joined(site: Site, **more: str) -> Waiting:
    answer = join(site, **more)
    assert answer.status_code == 302, text_of(answer)
    return Waiting.objects.latest("pk")


def page_of(site: Site, waiting: Waiting) -> str:
    return text_of(site.client.get(f"/seats/q/{waiting.public_id}/"))


def test_a_full_day_leads_to_the_queue_and_the_queue_to_a_seat(site: Site, full: Hold) -> None:
    form = site.client.get("/seats/queue/", {"day": "2026-10-14", "kind": "pc"})
    assert "Щойно місце звільниться, запропонуємо його вам і 10 хвилин триматимемо." in text_of(form)
    first, second = joined(site), joined(site, phone="067 765 43 21", email="b@example.com")
    assert "Ви перші в черзі." in page_of(site, first)
    assert "Перед вами в черзі: 1 людина." in page_of(site, second)
    assert len(site.hall.entries("seat_refusal")) == 2
    booking.cancel(hold=full, now=site.hall.now)
    assert "Тримаємо для вас до 11:40: лишилося 10 хвилин." in page_of(site, first)
    taken = site.client.post(f"/seats/q/{first.public_id}/take/")
    hold = Hold.objects.get(state=State.BOOKED, seat=site.hall.pc, starts_at=site.hall.at(14))
    assert taken.headers["Location"] == f"/seats/b/{hold.public_id}/"
    assert hold.code == first.code
    assert "Місце ваше" in page_of(site, first)


def test_the_code_of_the_queue_opens_its_page_and_an_offer_its_own(site: Site, full: Hold) -> None:
    waiting = joined(site)
    found = site.client.post("/seats/mine/", {"code": waiting.code})
    assert found.headers["Location"] == f"/seats/q/{waiting.public_id}/"
    booking.cancel(hold=full, now=site.hall.now)
    offered = site.client.post("/seats/mine/", {"code": waiting.code})
    assert site.client.get(offered.headers["Location"], follow=True).status_code == 200
    assert "Є місце" in text_of(site.client.get(offered.headers["Location"], follow=True))


def test_an_offer_goes_on_to_the_next_when_refused_or_not_answered(site: Site, full: Hold) -> None:
    first, second = joined(site), joined(site, phone="067 765 43 21", email="b@example.com")
    booking.cancel(hold=full, now=site.hall.now)
    site.client.post(f"/seats/q/{first.public_id}/leave/")
    assert "Ви вже не в черзі." in page_of(site, first)
    second.refresh_from_db()
    assert second.state == Waiting.State.OFFERED
    assert Letter.objects.filter(template="seat_offer", to="b@example.com").count() == 1
    with time_machine.travel(site.hall.at(11, 41), tick=False):
        assert "Час на відповідь вийшов" in page_of(site, second)
        late = site.client.post(f"/seats/q/{second.public_id}/take/")
        assert (late.status_code, "Час на відповідь вийшов" in text_of(late)) == (422, True)


def test_a_day_that_has_passed_says_so(site: Site, full: Hold) -> None:
    waiting = joined(site)
    with time_machine.travel(site.hall.at(17), tick=False):
        assert "Цей день минув, а місце не звільнилося." in page_of(site, waiting)


def test_the_page_looks_again_by_itself_while_somebody_waits_unless_it_is_told_not_to(site: Site, full: Hold) -> None:
    page = f"/seats/q/{joined(site).public_id}/"
    assert site.client.get(page).headers["Refresh"] == "20"
    assert "Refresh" not in site.client.get(page, {"still": "1"}).headers
    site.client.post(f"{page}leave/")
    assert "Refresh" not in site.client.get(page).headers


def test_what_is_free_already_is_offered_at_once_and_is_no_refusal(site: Site) -> None:
    waiting = joined(site)
    assert waiting.state == Waiting.State.OFFERED
    assert site.hall.entries("seat_refusal") == []
    assert waiting.hold is not None
    assert waiting.hold.starts_at == site.hall.at(14)


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"latest": "14:30"}, "latest", "У цей проміжок стільки часу не вміститься."),
        ({"latest": "03:00"}, "latest", "Виберіть час із переліку."),
        ({"minutes": "7"}, "minutes", "Виберіть із переліку."),
        ({"kind": "throne"}, "kind", "Виберіть із переліку."),
        ({"nickname": ""}, "nickname", "Напишіть ім’я або прізвисько"),
        ({"phone": "067"}, "phone", "цифр"),
        ({"email": "b@"}, "email", "Перевірте адресу пошти"),
        ({"age_group": "0_14"}, "with_adult", "разом із дорослим"),
    ],
)
def test_what_cannot_be_waited_for_is_refused_beside_the_field(
    site: Site, full: Hold, told: dict[str, str], field: str, sentence: str
) -> None:
    answer = join(site, **told)
    assert answer.status_code == 422
    assert sentence in beside(answer, field)
    assert Waiting.objects.count() == 0


def test_the_same_person_waits_once_a_day(site: Site, full: Hold) -> None:
    joined(site)
    assert "Ви вже в черзі на цей день." in beside(join(site), "earliest")


def test_a_script_that_fills_the_trap_does_not_wait(site: Site, full: Hold) -> None:
    assert join(site, website="spam").status_code == 200
    assert Waiting.objects.count() == 0
