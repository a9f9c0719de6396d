"""What `oseredok-station`, the program around the page, reads of it: its word and the time left, on every screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

from oseredok.library.places import actions as places
from oseredok.services.seats.stations import now as pages
from oseredok_station.state import OPEN, Said, Word, read
from tests.kiosk.conftest import Computer
from tests.seats.conftest import Hall


def said(page: str) -> Said | None:
    """The program's own reading of the title."""
    found = re.search(r"<title>(.*?)</title>", page)
    return read(unescape(found[1])) if found else None


def test_both_sides_know_the_same_words_and_open_the_desktop_in_the_same_ones() -> None:
    assert {str(word) for word in pages.Word} == {word.value for word in Word}
    assert {word.value for word in OPEN} == {"session", "warning"}


def test_the_program_understands_the_title_of_every_screen(new_computer: Callable[[], Computer], hall: Hall) -> None:
    computer = new_computer()
    assert said(computer.page()) == Said(Word.PAIRING)
    computer.pair(hall.pc)
    assert said(computer.page()) == Said(Word.IDLE)
    hold = hall.seat(hall.pc, minutes=90)
    assert said(computer.page()) == Said(Word.IDLE), "the rules are read behind a cover"
    computer.send("start")
    assert said(computer.page()) == Said(Word.SESSION, left=90 * 60.0)
    computer.at(hall.now + timedelta(minutes=86, seconds=20))
    assert said(computer.page()) == Said(Word.WARNING, left=4 * 60.0)
    assert said(computer.page("?leave=1")) == Said(Word.CLOSING)
    closure = places.begin_closure(library=hall.place, kind="power_cut", staff_name="Н. Коваленко", now=computer.now)
    assert said(computer.page()) == Said(Word.CLOSED)
    places.end_closure(closure=closure, staff_name="Н. Коваленко", now=computer.now)
    assert said(computer.send("end", hold=str(hold.public_id))) == Said(Word.CLOSING)
    assert said(computer.page("offline/")) == Said(Word.OFFLINE_IDLE)
