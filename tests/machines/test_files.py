"""What is found goes out as a file; search engines get maps of the catalogue and are kept from what costs the server."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client, override_settings
from lxml import etree

from oseredok.collections.catalogue.formats import encodings, iso2709
from oseredok.collections.catalogue.models import Record
from oseredok.faces.machines import files, sitemaps
from tests.machines.shelf import put, take_away
from tests.world import World

pytestmark = pytest.mark.django_db
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def shelf(world: World) -> list[Record]:
    return [*put(world, "k-1", "k-2"), *put(world, "k-3", title="Їжак", year="2010")]


def taken(**told: Any) -> Any:
    response = Client().get("/catalogue/export/", told)
    assert response.status_code == 200
    return response


# --- Files ---------------------------------------------------------------------------------------------
def test_what_is_chosen_goes_out_as_marc(shelf: list[Record]) -> None:
    response = taken(q="їжак")
    assert response.headers["Content-Disposition"] == 'attachment; filename="records.mrc"'
    [piece] = iso2709.pieces(io.BytesIO(response.getvalue()))
    marc = iso2709.parse(piece.raw, encodings.decoder("utf-8"))
    assert (marc.first("001"), marc.first("245", "a"), marc.repairs) == (str(shelf[2].pk), "Їжак :", [])


def test_a_table_has_every_record_in_the_order_asked_for(shelf: list[Record]) -> None:
    text = taken(format="csv", sort="-year").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["№ запису"] for row in rows] == [str(shelf[2].pk), str(shelf[0].pk), str(shelf[1].pk)]
    assert rows[0]["Посилання"].startswith("https://example.org")


def test_named_records_come_in_the_order_of_their_names(shelf: list[Record]) -> None:
    take_away(shelf[1])
    wanted = f"{shelf[2].pk},{shelf[0].pk},{shelf[1].pk},999999,x,{shelf[2].pk},{'9' * 40}"
    assert [one["id"] for one in json.loads(taken(ids=wanted, format="json").getvalue())] == [shelf[2].pk, shelf[0].pk]


def test_a_long_list_comes_in_parts_that_say_so(shelf: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 2)
    first, last = taken(format="marcxml"), taken(format="marcxml", offset=2)
    assert first.headers["Content-Disposition"] == 'attachment; filename="records-1-2-of-3.xml"'
    assert last.headers["Content-Disposition"] == 'attachment; filename="records-3-3-of-3.xml"'
    assert (len(etree.fromstring(first.getvalue())), len(etree.fromstring(last.getvalue()))) == (2, 1)


@pytest.mark.parametrize("told", [{"format": "doc"}, {"colour": "red"}, {"offset": "-1"}, {"ids": "1," * 9_000}])
def test_a_wrong_choice_is_a_page_of_its_own(db: None, told: dict[str, str]) -> None:
    assert Client().get("/catalogue/export/", told).status_code == 400


def test_every_format_is_taken_with_the_page_of_each_record(shelf: list[Record]) -> None:
    with override_settings(PUBLIC_ADDRESS="https://biblioteka.example"):
        for name in ("marc", "unimarc", "marcxml", "dc", "json"):
            content = taken(format=name).getvalue().decode()
            assert f"https://biblioteka.example/catalogue/{shelf[0].pk}-kobzar/" in content, name


# --- Search engines --------------------------------------------------------------------------------------
def test_maps_lead_to_every_page_of_the_catalogue(shelf: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    take_away(shelf[1])
    monkeypatch.setattr(sitemaps, "PART", shelf[0].pk)  # the first ends its part, whatever number it has
    client = Client()
    index = etree.fromstring(client.get("/sitemap-catalogue.xml").content)
    found = []
    for place in index.iterfind(".//s:loc", MAP):
        part = client.get(place.text)
        found += [one.text for one in etree.fromstring(part.getvalue()).iterfind(".//s:loc", MAP)]  # type: ignore[attr-defined]
    assert found == [
        f"http://testserver/catalogue/{shelf[0].pk}-kobzar/",
        f"http://testserver/catalogue/{shelf[2].pk}-yizhak/",
    ]
    assert [client.get(one).status_code for one in found] == [200, 200]


def test_there_is_a_map_of_nothing_and_no_map_beyond_the_last(db: None) -> None:
    assert Client().get("/sitemap-catalogue-1.xml").status_code == 200
    for number in (0, 2, 10**30):
        assert Client().get(f"/sitemap-catalogue-{number}.xml").status_code == 404


def test_robots_are_led_to_pages_and_away_from_what_costs_the_server(db: None) -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap-catalogue.xml" in lines
    for path in ("/oai/", "/sru/", "/api/", "/catalogue/export/"):
        assert f"Disallow: {path}" in lines
