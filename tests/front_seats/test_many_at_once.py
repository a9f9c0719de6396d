"""Fifty people press «Забронювати» at the same moment for one seat: one gets it, the others a sentence, over real HTTP."""

from __future__ import annotations

import re
import threading
from collections import Counter
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener
from uuid import uuid4

import pytest
import time_machine

from oseredok.base.preferences.actions import set_value
from oseredok.services.seats.models import Hold
from oseredok.services.seats.preferences import BOOKINGS_AN_HOUR
from tests.front_seats.conftest import ABOUT, DAY
from tests.seats.conftest import Hall

PEOPLE = 50


class _NoWay(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def _browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()), _NoWay())


def _sent(opener: OpenerDirector, url: str, told: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask for a page or send a form, again when the server's queue of callers is full: its key books once."""
    while True:
        try:
            answer = opener.open(url, urlencode(told).encode() if told else None, timeout=120)
        except HTTPError as refused:
            return refused.code, refused.read().decode()
        except (URLError, ConnectionResetError):
            continue
        return answer.status, answer.read().decode()


@pytest.mark.django_db(transaction=True)
def test_fifty_browsers_want_one_seat_and_one_gets_it(hall: Hall, live_server: Any) -> None:
    set_value(declared=BOOKINGS_AN_HOUR, text="1000", by="Ольга", now=hall.now)
    chosen = {"day": DAY, "start": "16:00", "seat": str(hall.pc.public_id)}
    begin, answers = threading.Barrier(PEOPLE), list[tuple[int, str]]()

    def one(number: int) -> None:
        opener = _browser()
        _status, form = _sent(opener, f"{live_server.url}/seats/you/?{urlencode(chosen)}")
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[0]
        told = {
            **chosen,
            **ABOUT,
            "phone": f"067 123 45 {number:02d}",
            "key": str(uuid4()),
            "csrfmiddlewaretoken": token,
        }
        begin.wait(120)
        answers.append(_sent(opener, f"{live_server.url}/seats/book/", told))

    with time_machine.travel(hall.now, tick=False):
        threads = [threading.Thread(target=one, args=(number,)) for number in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(180)
    assert Counter(status for status, _page in answers) == {302: 1, 422: PEOPLE - 1}
    assert all("Це місце щойно зайняли." in page for status, page in answers if status == 422)
    assert Hold.objects.count() == 1
    assert len(hall.entries("seat_refusal")) == PEOPLE - 1
