"""What no form of ours ever sends, sent to every page: an answer or a refusal, never a failure of the server.

Fields are found in the pages themselves, so a new field is tried without being listed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from oseredok.library.people.models import Role
from tests.safety.pages import Address, Things, addresses, make_things, whole
from tests.world import World

pytestmark = pytest.mark.django_db

NASTY = {
    "nothing": "",
    "NUL": "a\x00b",
    "long": "я" * 70_000,
    "right to left": "\u202eגרב\u200f\u2066 ⁧",
    "emoji": "👩‍👩‍👧‍👦 🇺🇦 \U0010ffff",
    "huge": "9" * 5_000,
    "bigger than the column": "99999999999999999999",
    "as big as the column": "2147483647",
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "1e400",
    "digits of another script": "٣²",
    "markup": '\'"><script>alert(1)</script>{{ 7|add:7 }}#eval("1")',
    "no such day": "2026-02-30",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "control signs": "a\r\nBcc: x@example.com\x1b[31m\x7f\ufffe",
    "a path": "../../../../etc/passwd",
}
# What a page reads from the address without having a form for it.
ANY = ("page", "next", "place", "period", "visit")
READ: dict[str, tuple[str, ...]] = {
    "desk:live": ("v", "visit"),
    "front:barrier": ("where",),
    "front:print": ("at",),
    "front:search": ("q", "kind", "page", "exact", "sort", "f-author"),
    "front:search_suggest": ("q",),
    "front:search_atom": ("q", "kind"),
    "front:search_json": ("q", "kind"),
    "front:search_advanced": ("words", "phrase", "any_of", "none_of", "from_day", "to_day", "in_title", "kind"),
    "office:diary": ("place", "page"),
    "office:diary_file": ("place",),
    "office:entries": ("from", "to", "place", "kinds", "groups", "channel", "age_group", "theme", "outcome", "language",
                       "indicator", "subject", "weekday", "hour", "late", "of", "page"),
    "office:entries_file": ("from", "to", "place", "kinds", "subject", "indicator"),
    "office:indicator": ("period", "place"),
    "office:indicators": ("period", "place"),
    "office:letters": ("state", "page"),
    "programs:export": ("ids", "format", "offset"),
    "programs:headings": ("begins", "offset"),
    "programs:records": ("q", "author", "isbn", "heading", "year_from", "offset"),
    "programs:sru": ("query", "scanClause", "startRecord", "recordSchema", "sortKeys", "version"),
    "programs:oai": ("verb", "metadataPrefix", "resumptionToken", "identifier"),
}  # fmt: skip
# What views read of what is sent, besides the fields that pages show.
SENT: dict[str, tuple[str, ...]] = {
    "desk:begin_closure": ("kind",),
    "desk:end_closure": ("kind",),
    "desk:favourite": ("choose", "phrase", "kind", "theme", "quantity", "minutes", "was_kind"),
    "desk:find_reader": ("text",),
    "desk:leave": ("visit", "everyone"),
    "desk:reader_visit": ("card",),
    "desk:register_reader": ("not_same",),
    "desk:renew_reader": ("card",),
    "desk:service": ("phrase", "kind", "theme", "quantity", "minutes", "outcome", "channel", "visit", "date", "key"),
    "desk:understand": ("phrase", "kind", "theme", "quantity", "minutes", "visit", "with_visit"),
    "desk:visit": ("age_group", "flags", "key"),
    "desk:wifi_count": ("key",),
    "desk:wifi_issue": ("length",),
    "desk:wifi_print": ("key", "size", "days"),
    "office:give_role": ("role", "place"),
    "office:test_letter": ("to",),
    "people:switch_place": ("place", "next"),
    "set_language": ("language", "next"),
    "ui:appearance": ("theme", "letters", "contrast", "next"),
}
# The pages of signing in are a package's own, and sending to some of them ends the session.
LEFT_OUT = ("account_", "mfa_")


class _Fields(HTMLParser):
    """Names and usual values of every control on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in ("input", "button", "textarea", "select") and told.get("name"):
            if tag == "select":
                self.select = told["name"]
            if told.get("type") not in ("radio", "checkbox") or "checked" in told:
                self.found.setdefault(told["name"], told.get("value", ""))
        elif tag == "option" and told.get("value") and ("selected" in told or not self.found.get(self.select)):
            self.found[self.select] = told["value"]


@dataclass
class Walk:
    """A client that may open everything, and the failures it has met."""

    client: Client
    failures: list[str] = field(default_factory=list)

    def get(self, path: str, what: str, **values: str) -> Any:
        return self._told(lambda: self.client.get(path, values), f"GET {path} with {what}")

    def post(self, path: str, what: str, values: dict[str, str]) -> Any:
        return self._told(lambda: self.client.post(path, values), f"POST {path} with {what}")

    def _told(self, send: Any, where: str) -> Any:
        # Taken back each time: the next value meets the same things, also after a failure inside the database.
        with transaction.atomic():
            response = whole(send())
            transaction.set_rollback(True)
        if response.status_code >= 500:
            self.failures.append(f"{where}: {type(response.exc_info[1]).__name__}: {response.exc_info[1]}"[:300])
        return response


@pytest.fixture
def walk(world: World) -> Walk:
    """The director with every other role as well; a failure answers 500 instead of stopping the walk."""
    from oseredok.library.people import actions

    for role in Role:
        if role != Role.DIRECTOR:
            actions.give_role(account=world.director, role=role, place=None, by=None, now=world.now)
    client = Client(raise_request_exception=False)
    world.sign_in(client, "director", place=world.central)
    return Walk(client)


@pytest.fixture
def things(world: World) -> Things:
    return make_things(world)


def _walked() -> list[Address]:
    return [one for one in addresses() if not one.name.startswith(LEFT_OUT)]


def _usual(response: Any) -> dict[str, str]:
    if response.status_code not in (200, 422) or not response.headers["Content-Type"].startswith("text/html"):
        return {}
    fields = _Fields()
    fields.feed(response.content.decode())
    return {name: value for name, value in fields.found.items() if name != "csrfmiddlewaretoken"}


# --- The walk -----------------------------------------------------------------------------------------------

# By these servers do fall; the rest take turns.
SHARP = ("NUL", "huge", "bigger than the column", "the first day", "the last day")


def test_no_address_fails_the_server_whatever_stands_in_it(walk: Walk, things: Things) -> None:
    turns = cycle(what for what in NASTY if what not in SHARP)
    for address in _walked():
        path = address.path(things)
        for name in READ.get(address.name, ()):
            for what in (*SHARP, next(turns), next(turns)):
                walk.get(path, f"{name}: {what}", **{name: NASTY[what][:6_000]})
        what = next(turns)
        walk.get(path, f"everything: {what}", **dict.fromkeys(ANY, NASTY[what][:6_000]))
    assert not walk.failures, "\n".join(walk.failures)


def test_no_form_fails_the_server_whatever_is_sent(walk: Walk, things: Things) -> None:
    turns = cycle(NASTY)
    for address in _walked():
        path = address.path(things)
        usual = {**dict.fromkeys(SENT.get(address.name, ()), ""), **_usual(walk.get(path, "nothing"))}
        for what in ("NUL", next(turns), next(turns)):
            walk.post(path, f"everything: {what}", dict.fromkeys(usual, NASTY[what]))
        for name in usual:
            what = next(turns)
            walk.post(path, f"{name}: {what}", {**usual, name: NASTY[what]})
    assert not walk.failures, "\n".join(walk.failures)


@pytest.mark.parametrize("what", [what for what in NASTY if what != "nothing"])
def test_no_path_fails_the_server(walk: Walk, what: str) -> None:
    value = quote(NASTY[what][:2_000], safe="")
    for path in (
        f"/office/diary/{value}/users/",
        f"/office/diary/2026-10/{value}/",
        f"/office/diary/2026-10/diary.{value}",
        f"/office/indicators/{value}/",
        f"/office/entries/entries.{value}",
        f"/office/staff/{value}/",
        f"/office/letters/{value}/",
        f"/desk/events/{value}/",
        f"/desk/correct/{value}/",
        f"/people/{value}/",
        f"/news/{value}/",
        f"/services/{value}/",
        f"/poster-{value}.pdf",
        f"/accessibility/barrier/{value}/",
        f"/{value}",
    ):
        walk.get(path, what)
    assert not walk.failures, "\n".join(walk.failures)


@pytest.mark.parametrize("code", ["0001", "0001-01", "0001-01-01", "9999", "9999-12", "9999-12-31", "9999-w52",
                                  "0001-01-01--9999-12-30", "2000-01-01--2000-01-01"])  # fmt: skip
def test_no_period_fails_the_server(walk: Walk, code: str) -> None:
    for path in ("/office/indicators/", "/office/indicators/visits.total/", "/office/indicators/users.active/"):
        walk.get(path, code, period=code)
    for part in ("users", "loans", "events", "requests"):
        walk.get(f"/office/diary/{code}/{part}/", code)
    walk.get(f"/office/diary/{code}/diary.xlsx", code)
    assert not walk.failures, "\n".join(walk.failures)
