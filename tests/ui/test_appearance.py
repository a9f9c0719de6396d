"""Colours, letters and contrast are remembered for a year without an account."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value"), [("theme", "dark"), ("theme", "light"), ("letters", "large"), ("contrast", "high")]
)
def test_a_choice_is_remembered_for_a_year(client: Client, name: str, value: str) -> None:
    answer = client.post("/look/appearance/", {name: value, "next": "/look/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/look/"
    cookie = answer.cookies[name]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == (value, 365 * 24 * 60 * 60, "Lax")
    assert f'data-{name}="{value}"' in client.get("/look/").content.decode()


def test_a_choice_leaves_the_other_choices_alone(client: Client) -> None:
    client.post("/look/appearance/", {"theme": "dark"})
    client.post("/look/appearance/", {"letters": "large"})
    html = client.get("/look/").content.decode()
    assert 'data-theme="dark"' in html
    assert 'data-letters="large"' in html


@pytest.mark.parametrize("theme", ["pink", "", "dark;domain=example.org"])
def test_an_unknown_choice_is_not_kept(client: Client, theme: str) -> None:
    answer = client.post("/look/appearance/", {"theme": theme})
    assert "theme" not in answer.cookies


def test_a_cookie_that_we_did_not_write_counts_as_the_default(client: Client) -> None:
    client.cookies["theme"] = "<script>"
    assert 'data-theme="system"' in client.get("/look/").content.decode()


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "http:///evil.example"]
)
def test_the_way_back_stays_on_this_site(client: Client, address: str) -> None:
    assert client.post("/look/appearance/", {"theme": "dark", "next": address})["Location"] == "/"


def test_a_choice_cannot_be_made_by_a_link(client: Client) -> None:
    assert client.get("/look/appearance/?theme=dark").status_code == 405


def test_a_choice_from_a_foreign_page_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/look/appearance/", {"theme": "dark"}).status_code == 403


@pytest.mark.browser
def test_a_person_makes_letters_larger_in_the_footer(page: Page) -> None:
    page.goto("/look/fields/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("button", name="Більші літери").click()
    page.wait_for_function("document.documentElement.dataset.letters === 'large'")
    expect(page).to_have_url(re.compile(r"/look/fields/$"))
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= before * 1.25
    expect(page.get_by_role("button", name="Більші літери")).to_have_attribute("aria-pressed", "true")


@pytest.mark.browser
def test_the_theme_follows_the_system_until_a_person_chooses(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    page.goto("/look/")
    assert page.evaluate(paper) == "rgb(20, 24, 31)"
    page.get_by_role("button", name="світлі").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    assert page.evaluate(paper) == "rgb(251, 248, 243)"


@pytest.mark.browser
def test_the_choice_works_without_scripts(browser: object, live_server: object) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/look/")
    page.get_by_role("button", name="темні").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    context.close()
