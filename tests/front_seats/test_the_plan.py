"""The plan of the hall where a seat is chosen: what is free then is a link, the list beside it says the same."""

from __future__ import annotations

import re
from datetime import timedelta

from oseredok.services.seats import faults, planning
from tests.front_seats.conftest import ABOUT, Site

WHERE = "/seats/place/"


def drawn(site: Site) -> None:
    hall = site.hall
    planning.set_plan(room=hall.room, columns=5, rows=3)
    planning.add_thing(room=hall.room, kind="door", column=1, row=4)
    cells = {hall.pc: (1, 1), hall.laptops[0]: (2, 1), hall.laptops[1]: (3, 1), hall.table: (5, 3)}
    planning.place_seats(room=hall.room, cells=cells)


def link(page: str, name: str) -> str:
    """The address to which a seat of the picture leads; empty when it leads nowhere."""
    found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*aria-label="{name} [^"]*"', page)
    return found[1].replace("&amp;", "&") if found else ""


def test_without_a_plan_the_screen_is_the_list_alone(site: Site) -> None:
    assert "<figure" not in site.client.get(WHERE, site.chosen()).content.decode()


def test_a_free_seat_of_the_picture_is_chosen_by_a_link_and_the_list_follows(site: Site) -> None:
    drawn(site)
    page = site.client.get(WHERE, site.chosen()).content.decode()
    address = link(page, site.hall.laptops[0].name)
    assert address.startswith(f"{WHERE}?at={site.hall.place.code}")
    assert address.endswith(f"#seat-{site.hall.laptops[0].pk}")
    page = site.client.get(address.partition("#")[0]).content.decode()
    assert re.search(rf'value="{site.hall.laptops[0].public_id}" checked', page)
    assert "plan__seat--chosen" in page
    assert page.count('aria-current="true"') == 1
    assert "двері" in re.search(r"<svg xmlns.*?</svg></div>", page, re.DOTALL)[0]  # type: ignore[index]


def test_what_is_taken_broken_or_kept_for_others_is_told_and_leads_nowhere(site: Site) -> None:
    drawn(site)
    hall = site.hall
    tomorrow = (hall.now + timedelta(days=1)).date()
    hall.book(16, day=tomorrow, seat=hall.pc)
    faults.report(seat=hall.laptops[0], reason="Екран", staff_name="Олена", now=hall.now)
    page = site.client.get(WHERE, site.chosen()).content.decode()
    for seat in (hall.pc, hall.laptops[0], hall.table):
        assert link(page, seat.name) == ""
    for look in ("busy", "broken", "off"):
        assert page.count(f"plan__seat--{look}") == 1
    assert link(page, hall.laptops[1].name)
    later = site.client.get(WHERE, site.chosen(start="17:00")).content.decode()
    assert link(later, hall.pc.name)


def test_with_a_name_in_hidden_fields_the_picture_is_only_looked_at(site: Site) -> None:
    drawn(site)
    page = site.client.post(WHERE, {**site.chosen(), **ABOUT}).content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert link(page, site.hall.pc.name) == ""
    assert f"{site.hall.pc.name} вільно" in page, "the picture is named by what it shows"
    assert "Орися" not in "".join(re.findall(r'href="[^"]*"', page))


def test_the_picture_speaks_english_and_names_stay_as_they_are(site: Site) -> None:
    drawn(site)
    page = site.client.get(f"/en{WHERE}", site.chosen()).content.decode()
    picture = re.search(r"<figure.*?</figure>", page, re.DOTALL)[0]  # type: ignore[index]
    assert "free" in picture
    assert 'lang="uk"' in picture
    assert re.findall(r"[а-яіїє]{3,}", re.sub(r'lang="uk"[^>]*>[^<]*|aria-label="[^"]*"', "", picture)) == []
