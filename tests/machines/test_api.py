"""The read API: records, copies, headings; any site may ask; its own description is true, which a fuzzer tries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from oseredok.collections.catalogue.models import Copy, Heading, Record
from oseredok.faces.machines import limits
from tests.machines.shelf import put, take_away
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def kobzar(world: World) -> Record:
    return put(world, "k-1")[0]


def asks(path: str, status: int = 200, **told: Any) -> dict[str, Any]:
    response = Client().get(f"/api/v1/{path}", told)
    assert response.status_code == status, response.content.decode()
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == ("application/json" if status == 200 else "application/problem+json")
    found: dict[str, Any] = response.json()
    return found


# --- What is told --------------------------------------------------------------------------------------
def test_a_record_is_told_whole(kobzar: Record) -> None:
    told = asks(f"records/{kobzar.pk}")
    assert (told["title"], told["author"], told["year"], told["kind"]) == (
        "Кобзар",
        "Шевченко, Тарас Григорович",
        1990,
        "book",
    )
    assert told["data"]["isbn"] == ["9786177171132"]
    assert told["branches"] == ["central", "zarichchia"]
    assert told["changed_at"] == "2026-10-14T08:30:00Z"


def test_copies_tell_where_and_whether_but_nothing_that_is_ours_alone(kobzar: Record) -> None:
    Copy.objects.filter(status=Copy.Status.LENT).update(note="до пані Ганни")
    told = asks(f"records/{kobzar.pk}/copies")
    assert [(one["branch"], one["status"]) for one in told["items"]] == [("central", "free"), ("zarichchia", "lent")]
    words = str(told)
    assert not [one for one in ("120", "12345", "T000123", "Ганн", "2019") if one in words]


def test_records_are_found_and_narrowed(world: World, kobzar: Record) -> None:
    other = put(world, "k-2", title="Гайдамаки", year="2010")[0]

    def ids(**told: Any) -> set[int]:
        return {one["id"] for one in asks("records", **told)["items"]}

    both = {kobzar.pk, other.pk}
    assert ids() == ids(author="тарас шевченко") == ids(subject="поезія") == ids(branch="central") == both
    assert ids(q="кобзар") == ids(title="кобзар") == ids(year_to=2000) == ids(q="кобзар шевченко") == {kobzar.pk}
    assert ids(year_from=2000, kind="book", language="ukr") == {other.pk}
    assert ids(isbn="978-617-7171-13-2") == both
    assert ids(q="гайдамаки дніпрові") == ids(branch="vysoke") == ids(kind="map") == set()
    heading = Heading.objects.get(text__startswith="Шевченко")
    assert ids(heading=heading.pk) == both


def test_lists_come_in_order_and_in_parts(world: World, kobzar: Record) -> None:
    put(world, "k-2", title="Їжак", year="2010")
    put(world, "k-3", title="Іван", year="2000")
    first = asks("records", sort="title", limit=2)
    assert ([one["title"] for one in first["items"]], first["total"]) == (["Іван", "Їжак"], 3)
    with override_settings(PUBLIC_ADDRESS="https://biblioteka.example"):
        onward = asks("records", sort="title", limit=2)["next"]
    assert onward == "https://biblioteka.example/api/v1/records?sort=title&limit=2&offset=2"
    last = asks("records", sort="title", limit=2, offset=2)
    assert ([one["title"] for one in last["items"]], last["next"]) == (["Кобзар"], None)
    assert [one["year"] for one in asks("records", sort="-year")["items"]] == [2010, 2000, 1990]


def test_headings_are_looked_through(kobzar: Record) -> None:
    told = asks("headings", kind="person", begins="шев")
    assert [(one["text"], one["records"]) for one in told["items"]] == [("Шевченко, Тарас Григорович", 1)]
    assert asks("headings")["total"] == 3


def test_what_has_gone_is_nowhere(kobzar: Record) -> None:
    take_away(kobzar)
    assert asks("records")["items"] == []
    assert asks(f"records/{kobzar.pk}", 404)["status"] == 404
    assert asks(f"records/{kobzar.pk}/copies", 404)["status"] == 404
    assert [one["records"] for one in asks("headings", kind="topic")["items"]] == [0]


# --- What is refused ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("parameter", "told"),
    [
        ("limit", {"limit": "0"}),
        ("limit", {"limit": "101"}),
        ("offset", {"offset": "9" * 500}),
        ("year_from", {"year_from": "давно"}),
        ("year_to", {"year_to": "٢٠٢٠"}),
        ("kind", {"kind": "potion"}),
        ("sort", {"sort": "colour"}),
        ("q", {"q": "я" * 5_000}),
        ("q", {"q": ""}),
        ("colour", {"colour": "red"}),
        ("q", {"q": ["а", "б"]}),
    ],
)
def test_a_wrong_parameter_is_named(db: None, parameter: str, told: dict[str, Any]) -> None:
    problem = asks("records", 400, **told)
    assert (problem["parameter"], problem["status"]) == (parameter, 400)
    assert problem["detail"].endswith(".")


@pytest.mark.parametrize(
    "path", ["records/x", "records/0", f"records/{'9' * 30}", f"records/{2**63}/copies", "records/1/x", "x"]
)
def test_what_is_not_there_is_a_problem_in_json(db: None, path: str) -> None:
    assert asks(path, 404)["title"] == "Not found"


def test_nothing_is_taken_but_reading(db: None) -> None:
    for send in (Client().post, Client().put, Client().delete, Client().patch):
        assert send("/api/v1/records").status_code == 405


# --- Its own description ----------------------------------------------------------------------------------
def _names(schema: dict[str, Any]) -> set[str]:
    return set(schema["properties"])


def test_the_description_names_all_that_is_told(kobzar: Record) -> None:
    told = asks("openapi.json")
    assert told["openapi"].startswith("3.1")
    assert told["info"]["title"] == "Catalogue: Тихогірська міська бібліотека"
    schemas = told["components"]["schemas"]
    assert _names(schemas["Record"]) == set(asks(f"records/{kobzar.pk}"))
    assert _names(schemas["Copy"]) == set(asks(f"records/{kobzar.pk}/copies")["items"][0])
    assert _names(schemas["Heading"]) == set(asks("headings")["items"][0])
    persons = schemas["Record"]["properties"]["data"]["properties"]["persons"]
    assert persons["items"]["required"] == ["name", "role"]


@pytest.fixture
def schema(kobzar: Record, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The description as the fuzzer reads it, from the running application itself, inside the test's transaction."""
    monkeypatch.setattr(limits, "_is_over", lambda *_told: False)
    ends = (signals.request_started, signals.request_finished)
    for one in ends:  # as Django's own test client does
        one.disconnect(close_old_connections)
    application = get_wsgi_application()

    def plain(environ: dict[str, Any], start: Any) -> Any:  # the fuzzer unpacks nothing
        return application({**environ, "HTTP_ACCEPT_ENCODING": "identity"}, start)

    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", plain)
    found.config.generation.update(allow_x00=False)  # refused at the gate for every page: another test
    yield found
    for one in ends:
        one.connect(close_old_connections)


@pytest.mark.parametrize("how", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_a_fuzzer_finds_nothing_that_is_not_described(schema: Any, how: GenerationMode) -> None:
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=how))
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def whatever_is_asked(case: Any) -> None:
            case.call_and_validate()

        whatever_is_asked()
        tried.append(operation.path)
    assert tried == ["/records", "/records/{id}", "/records/{id}/copies", "/headings"]
