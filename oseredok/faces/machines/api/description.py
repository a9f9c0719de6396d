"""The OpenAPI document: made of the same declarations that the views read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.models import Copy, Heading, Record
from oseredok.faces.machines.api.filters import PARAMETERS
from oseredok.faces.machines.api.parameters import Parameter, choice, integer, text
from oseredok.faces.machines.site import Site

HIGHEST_ID = 2**63 - 1
PAGING = (
    integer("limit", "How many at once.", 1, 100, 20),
    integer("offset", "How many to pass over. To read the whole catalogue, harvest /oai/.", 0, 10_000, 0),
)
HEADINGS = (
    choice("kind", "The kind of heading.", Heading.Kind.values),
    text("begins", "The first letters, in any case.", 100),
    *PAGING,
)
_NULL_TEXT = {"type": ["string", "null"]}
_NULL_NUMBER = {"type": ["integer", "null"]}
_ID = {"type": "integer", "minimum": 1}


def shape_of(hint: Any) -> dict[str, Any]:
    """Return the JSON Schema of what `crosswalk.description` declares: texts, lists, and objects of them."""
    if is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        needed = [key for key, value in hints.items() if hint.__total__ and get_origin(value) is not NotRequired]
        return _object({key: shape_of(value) for key, value in hints.items()}, required=needed)
    if get_origin(hint) is NotRequired:
        return shape_of(get_args(hint)[0])
    if get_origin(hint) is list:
        return {"type": "array", "items": shape_of(get_args(hint)[0])}
    return {"type": "string"}


def _object(properties: dict[str, Any], *, required: Sequence[str] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties if required is None else required)}


def _list_of(name: str, **more: dict[str, Any]) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return _object({"total": {"type": "integer"}, "items": items, "next": _NULL_TEXT, **more})


SCHEMAS: dict[str, Any] = {
    "Record": _object(
        {
            "id": _ID,
            "kind": {"type": "string", "enum": Record.Kind.values},
            "title": {"type": "string"},
            "author": _NULL_TEXT,
            "year": _NULL_NUMBER,
            "year_to": _NULL_NUMBER,
            "language": _NULL_TEXT,
            "data": shape_of(Data),
            "branches": {"type": "array", "items": {"type": "string"}},
            "changed_at": {"type": "string", "format": "date-time"},
            "url": _NULL_TEXT,
        }
    ),
    "Copy": _object(
        {
            "branch": _NULL_TEXT,
            "branch_name": _NULL_TEXT,
            "location": _NULL_TEXT,
            "collection": _NULL_TEXT,
            "shelf_mark": _NULL_TEXT,
            "status": {"type": "string", "enum": Copy.Status.values},
            "quantity": {"type": "integer"},
        }
    ),
    "Heading": _object(
        {
            "id": _ID,
            "kind": {"type": "string", "enum": Heading.Kind.values},
            "text": {"type": "string"},
            "records": {"type": "integer"},
        }
    ),
    "Problem": _object(
        {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": _NULL_TEXT,
        }
    ),
    "Records": _list_of(
        "Record",
        meant={**_NULL_TEXT, "description": "What was sought instead: a slip or the other keyboard layout mended."},
    ),
    "Headings": _list_of("Heading"),
    "Copies": _object({"items": {"type": "array", "items": {"$ref": "#/components/schemas/Copy"}}}),
}


def document(site: Site) -> dict[str, Any]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Catalogue: {site.owner or site.host}",
            "version": "1.0",
            "description": "Read-only. No key is needed. A program that asks too often gets 429 with Retry-After.",
        },
        "servers": [{"url": f"{site.base}/api/v1"}],
        "paths": {
            "/records": {"get": _operation("listRecords", "Find records", "Records", (*PARAMETERS, *PAGING))},
            "/records/{id}": {"get": _operation("getRecord", "One record", "Record", is_one=True)},
            "/records/{id}/copies": {"get": _operation("listCopies", "Copies of a record", "Copies", is_one=True)},
            "/headings": {"get": _operation("listHeadings", "Persons, bodies, topics, places", "Headings", HEADINGS)},
        },
        "components": {"schemas": SCHEMAS},
    }


def _operation(
    name: str, summary: str, schema: str, parameters: Sequence[Parameter] = (), *, is_one: bool = False
) -> dict[str, Any]:
    told = [one.described() for one in parameters]
    problems = {"400": _problem("A parameter is wrong.")}
    if is_one:
        told.append({"name": "id", "in": "path", "required": True, "schema": {**_ID, "maximum": HIGHEST_ID}})
        problems["404"] = _problem("There is no such record.")
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": told,
        "responses": {
            "200": {"description": "As asked.", "content": body},
            **problems,
            "429": {"description": "Too often.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        },
    }


def _problem(words: str) -> dict[str, Any]:
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {"application/problem+json": schema}}
