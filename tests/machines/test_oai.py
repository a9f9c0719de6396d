"""OAI-PMH: every verb, every refusal, lists that stay right while the catalogue changes; schemas and a real harvester agree."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from oaipmh_scythe import Scythe

from oseredok.collections.catalogue.imports import undoing
from oseredok.collections.catalogue.models import Batch, Record
from oseredok.faces.machines import limits
from oseredok.faces.machines.oai import harvest
from tests.machines.shelf import change, koha, later, put, take_away
from tests.shared_data import SHARED
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
NS = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.loc.gov/MARC21/slim",
}
SCHEMA = SHARED / "oai-pmh" / "offline" / "all.xsd"


class Harvester:
    """Somebody else's program; what it gets is held to the schema wherever the schema is."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.schema = etree.XMLSchema(file=str(SCHEMA)) if SCHEMA.exists() else None

    def asks(self, verb: str = "", *, by: str = "get", **told: Any) -> Any:
        """Return the root of the answer. `from_` stands for `from`."""
        values = {"verb": verb, **{name.rstrip("_"): value for name, value in told.items()}}
        response = getattr(self.client, by)("/oai/", {name: value for name, value in values.items() if value != ""})
        assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
        root = etree.fromstring(response.content)
        if self.schema is not None:
            self.schema.assertValid(root)
        return root

    def refusal(self, verb: str = "", **told: Any) -> str:
        [error] = self.asks(verb, **told).findall("o:error", NS)
        assert error.text
        return str(error.get("code"))

    def all(self, verb: str = "ListIdentifiers", **told: Any) -> list[str]:
        """Return the numbers of the records of a list, however many answers it takes."""
        root = self.asks(verb, metadataPrefix="oai_dc", **told)
        found = numbers(root)
        while token := root.findtext(".//o:resumptionToken", namespaces=NS):
            root = self.asks(verb, resumptionToken=token)
            found += numbers(root)
        return found


def numbers(root: Any) -> list[str]:
    return [one.text.rpartition(":")[2] for one in root.iterfind(".//o:identifier", NS)]


def texts(root: Any, path: str) -> list[str]:
    return [one.text for one in root.iterfind(path, NS)]


@pytest.fixture
def harvester() -> Harvester:
    return Harvester()


# --- Verbs -------------------------------------------------------------------------------------------
def test_identify_says_who_we_are(harvester: Harvester, world: World) -> None:
    put(world, "1", now=later(0))
    root = harvester.asks("Identify")
    assert texts(root, ".//o:repositoryName") == ["Тихогірська міська бібліотека"]
    assert texts(root, ".//o:baseURL") == ["http://testserver/oai/"]
    assert texts(root, ".//o:adminEmail") == ["biblioteka@example.com"]
    assert texts(root, ".//o:earliestDatestamp") == ["2026-10-14T08:30:00Z"]
    assert texts(root, ".//o:deletedRecord") == ["persistent"]
    with override_settings(PUBLIC_ADDRESS="https://biblioteka.example"):
        assert texts(harvester.asks("Identify"), ".//o:baseURL") == ["https://biblioteka.example/oai/"]


def test_an_empty_catalogue_is_a_catalogue(harvester: Harvester) -> None:
    assert texts(harvester.asks("Identify"), ".//o:earliestDatestamp") == ["2000-01-01T00:00:00Z"]
    assert harvester.refusal("ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"


def test_formats_are_told_for_all_and_for_one(harvester: Harvester, world: World) -> None:
    [record] = put(world, "1")
    for told in ({}, {"identifier": f"oai:testserver:{record.pk}"}):
        assert texts(harvester.asks("ListMetadataFormats", **told), ".//o:metadataPrefix") == ["oai_dc", "marcxml"]
    assert harvester.refusal("ListMetadataFormats", identifier="oai:testserver:999") == "idDoesNotExist"


def test_sets_are_kinds_and_libraries(harvester: Harvester, world: World) -> None:
    specs = texts(harvester.asks("ListSets"), ".//o:setSpec")
    assert specs[0] == "kind-book"
    assert specs[-3:] == ["branch-central", "branch-zarichchia", "branch-vysoke"]
    put(world, "1", "2")
    assert len(harvester.all(set="kind-book")) == len(harvester.all(set="branch-central")) == 2
    assert harvester.refusal("ListRecords", metadataPrefix="oai_dc", set="branch-vysoke") == "noRecordsMatch"
    assert harvester.refusal("ListRecords", metadataPrefix="oai_dc", set="kind-nothing") == "noRecordsMatch"


def test_one_record_in_dublin_core_and_in_marcxml(harvester: Harvester, world: World) -> None:
    [record] = put(world, "1")
    identifier = f"oai:testserver:{record.pk}"
    root = harvester.asks("GetRecord", identifier=identifier, metadataPrefix="oai_dc")
    assert texts(root, ".//dc:title") == ["Кобзар : поезії"]
    assert texts(root, ".//dc:creator") == ["Шевченко, Тарас Григорович"]
    assert "urn:ISBN:9786177171132" in texts(root, ".//dc:identifier")
    assert texts(root, ".//o:setSpec") == ["kind-book", "branch-central", "branch-zarichchia"]
    root = harvester.asks("GetRecord", identifier=identifier, metadataPrefix="marcxml")
    assert texts(root, ".//m:datafield[@tag='245']/m:subfield[@code='a']") == ["Кобзар :"]
    assert texts(root, ".//m:controlfield[@tag='001']") == [str(record.pk)]


def test_post_asks_the_same_without_any_token(harvester: Harvester, world: World) -> None:
    put(world, "1")
    root = harvester.asks("ListRecords", by="post", metadataPrefix="oai_dc")
    assert len(numbers(root)) == 1
    assert root.find("o:request", NS).get("verb") == "ListRecords"


def test_answers_travel_compressed(harvester: Harvester, world: World) -> None:
    put(world, *map(str, range(20)))
    told = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    response = harvester.client.get("/oai/", told, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"<?xml")


# --- Lists -------------------------------------------------------------------------------------------
def test_what_has_gone_is_told_for_ever(harvester: Harvester, world: World) -> None:
    record, other = put(world, "1", "2")
    take_away(record, now=later(5))
    root = harvester.asks("ListRecords", metadataPrefix="marcxml")
    assert numbers(root) == [str(other.pk), str(record.pk)]
    gone = root.findall(".//o:record", NS)[1]
    assert gone.find("o:header", NS).get("status") == "deleted"
    assert gone.find("o:metadata", NS) is None
    one = harvester.asks("GetRecord", identifier=f"oai:testserver:{record.pk}", metadataPrefix="oai_dc")
    assert one.find(".//o:header", NS).get("status") == "deleted"


def test_what_an_undone_import_took_back_is_told_as_deleted(
    harvester: Harvester, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are gone: tombstones stand between records in the order of change, in parts of a list too."""
    monkeypatch.setattr(harvest, "PAGE", 2)
    batch = Batch.objects.create(origin=koha(), name="помилковий.mrc", made_at=NOW)
    wrong = put(world, "1", "2", "3", now=later(1))
    other = put(world, "4", now=later(2))
    Record.objects.filter(pk__in=[one.pk for one in wrong]).update(made_in=batch, changed_in=batch)
    Record.objects.filter(pk=wrong[2].pk).update(edited_at=later(3))  # somebody works with it: it stays
    assert list(undoing.remove(batch, now=later(4))) == [(2, 1)]
    after = put(world, "5", now=later(5))
    gone = [str(one.pk) for one in wrong[:2]]
    assert harvester.all() == [str(wrong[2].pk), str(other[0].pk), *gone, str(after[0].pk)]
    assert harvester.all("ListRecords", from_="2026-10-14T08:34:00Z") == [*gone, str(after[0].pk)]
    assert harvester.all(until="2026-10-14T08:33:00Z") == [str(wrong[2].pk), str(other[0].pk)]
    assert set(gone) <= set(harvester.all(set="kind-book"))
    assert set(gone) <= set(harvester.all(set=f"branch-{world.branch.code}"))
    elsewhere = {"metadataPrefix": "oai_dc", "set": f"branch-{world.second_branch.code}"}
    assert harvester.refusal("ListIdentifiers", **elsewhere) == "noRecordsMatch"
    root = harvester.asks("GetRecord", identifier=f"oai:testserver:{gone[0]}", metadataPrefix="marcxml")
    header = root.find(".//o:header", NS)
    assert header.get("status") == "deleted"
    assert texts(header, "o:setSpec") == ["kind-book", *(f"branch-{one.code}" for one in (world.central, world.branch))]
    assert root.find(".//o:metadata", NS) is None


def test_only_what_changed_between_two_moments_comes(harvester: Harvester, world: World) -> None:
    first, second, third = (put(world, str(day), now=NOW + timedelta(days=day))[0] for day in (0, 1, 2))
    assert harvester.all(from_="2026-10-15") == [str(second.pk), str(third.pk)]
    assert harvester.all(until="2026-10-15") == [str(first.pk), str(second.pk)]
    assert harvester.all(from_="2026-10-15T08:30:00Z", until="2026-10-15T08:30:00Z") == [str(second.pk)]
    assert harvester.all(from_="0001-01-01", until="9999-12-31") == [str(one.pk) for one in (first, second, third)]
    late = {"from_": "2026-10-15T08:30:01Z", "until": "2026-10-16T08:29:59Z"}
    assert harvester.refusal("ListIdentifiers", metadataPrefix="oai_dc", **late) == "noRecordsMatch"


def test_a_moment_within_a_second_is_inside_that_second(harvester: Harvester, world: World) -> None:
    [record] = put(world, "1", now=NOW + timedelta(microseconds=987_654))
    second = "2026-10-14T08:30:00Z"
    assert harvester.all(from_=second, until=second) == [str(record.pk)]


def test_a_long_list_comes_in_parts_each_record_once(
    harvester: Harvester, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "PAGE", 3)
    made = put(world, *map(str, range(5))) + put(world, *map(str, range(5, 9)), now=later(1))
    root = harvester.asks("ListRecords", metadataPrefix="oai_dc")
    token = root.find(".//o:resumptionToken", NS)
    assert (token.get("cursor"), token.get("completeListSize")) == ("0", "9")
    assert harvester.all("ListRecords") == [str(one.pk) for one in made]
    last = harvester.asks("ListRecords", resumptionToken=token.text)
    last = harvester.asks("ListRecords", resumptionToken=last.findtext(".//o:resumptionToken", namespaces=NS))
    end = last.find(".//o:resumptionToken", NS)
    assert (end.text, end.get("cursor")) == (None, "6")


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_passed_over_while_the_catalogue_changes(
    harvester: Harvester, world: World, data: st.DataObject
) -> None:
    """Between the parts of a list, records change and go: the harvester ends with what the catalogue has."""
    Record.objects.all().delete()
    limits.forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(harvest, "PAGE", 2)
        known = put(world, *map(str, range(7)), now=later(0))
        held: dict[str, str] = {}
        token, minute = "", 1
        while True:
            told = {"resumptionToken": token} if token else {"metadataPrefix": "oai_dc"}
            root = harvester.asks("ListRecords", **told)
            for one in root.iterfind(".//o:record", NS):
                number = numbers(one)[0]
                title = one.findtext(".//dc:title", namespaces=NS)
                held[number] = title or "gone"
            token = root.findtext(".//o:resumptionToken", namespaces=NS) or ""
            if not token:
                break
            if minute < 6:
                record = data.draw(st.sampled_from(known))
                if data.draw(st.booleans()):
                    change(record, title=f"Назва {'а' * minute}", now=later(minute))
                else:
                    take_away(record, now=later(minute))
                minute += 1
    now_there = {str(one.pk): "gone" if one.deleted_at else f"{one.title} : поезії" for one in Record.objects.all()}
    assert held == now_there


# --- Refusals ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": "Harvest"}),
        ("badArgument", {"verb": "Identify", "set": "x"}),
        ("badArgument", {"verb": "GetRecord", "metadataPrefix": "oai_dc"}),
        ("badArgument", {"verb": "GetRecord", "identifier": "oai:testserver:1"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-30"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "٢٠٢٦-٠١-٠١"}),
        (
            "badArgument",
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-02", "until": "2026-01-01"},
        ),
        (
            "badArgument",
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01", "until": "2026-01-01T00:00:00Z"},
        ),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "mods"}),
        ("idDoesNotExist", {"verb": "GetRecord", "identifier": "oai:elsewhere:1", "metadataPrefix": "oai_dc"}),
        ("idDoesNotExist", {"verb": "GetRecord", "identifier": "x", "metadataPrefix": "oai_dc"}),
        (
            "idDoesNotExist",
            {"verb": "GetRecord", "identifier": "oai:testserver:" + "9" * 900, "metadataPrefix": "oai_dc"},
        ),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x" * 3000}),
        ("badResumptionToken", {"verb": "ListIdentifiers", "resumptionToken": "WzFd:1x:abc"}),
    ],
)
def test_each_refusal_has_the_code_of_the_protocol(harvester: Harvester, code: str, told: dict[str, Any]) -> None:
    assert harvester.refusal(**told) == code


def test_a_token_of_another_verb_or_of_another_site_is_refused(
    harvester: Harvester, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "PAGE", 1)
    put(world, "1", "2")
    token = harvester.asks("ListRecords", metadataPrefix="oai_dc").findtext(".//o:resumptionToken", namespaces=NS)
    assert harvester.refusal("ListIdentifiers", resumptionToken=token) == "badResumptionToken"
    with override_settings(SECRET_KEY="another"):
        assert harvester.refusal("ListRecords", resumptionToken=token) == "badResumptionToken"
    take_away(Record.objects.get(control_number="2"), now=later(5))
    assert len(numbers(harvester.asks("ListRecords", resumptionToken=token))) == 1


def test_xml_sent_instead_of_arguments_is_a_missing_verb(harvester: Harvester) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>' * 100
    response = harvester.client.post("/oai/", bomb, content_type="text/xml")
    assert b'code="badVerb"' in response.content


def test_who_asks_too_often_is_told_when_to_come_again(harvester: Harvester) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "_is_over", lambda *_told: True)
        response = harvester.client.get("/oai/", {"verb": "Identify"})
    assert response.status_code == 503
    assert 1 <= int(response.headers["Retry-After"]) <= 61


def test_the_limit_counts_each_line_by_itself() -> None:
    def over(line: str, minute: int) -> bool:
        return limits._is_over("oai", line, 2, later(minute))

    assert [over("a", 0) for _turn in range(3)] == [False, False, True]
    assert not over("b", 0)
    assert not over("a", 1)


# --- A real harvester ------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_harvester_takes_all_then_only_what_has_changed(
    live_server: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "PAGE", 2)
    first, *others = put(world, "1", "2", "3", "4", "5")
    with Scythe(f"{live_server.url}/oai/") as scythe:
        assert scythe.identify().repositoryName == "Тихогірська міська бібліотека"
        assert [one.header.identifier for one in scythe.list_records(metadata_prefix="marcxml")] == [
            f"oai:localhost:{one.pk}" for one in (first, *others)
        ]
        take_away(first, now=later(1))
        change(others[0], title="Кобзар нового друку", now=later(2))
        since = "2026-10-14T08:30:01Z"
        found = [(one.header.identifier, one.header.deleted) for one in scythe.list_records(from_=since)]
        assert found == [(f"oai:localhost:{first.pk}", True), (f"oai:localhost:{others[0].pk}", False)]
        kept = list(scythe.list_records(from_=since, ignore_deleted=True))
        assert [one.metadata["title"] for one in kept] == [["Кобзар нового друку : поезії"]]
        assert len(list(scythe.list_sets())) == 14
