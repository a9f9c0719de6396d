"""Helpers of the browser tests. The fixtures `browser` and `page` are in `tests/conftest.py`.

A test gets `page` (Chromium on pytest-django's `live_server`), opens `page.goto("/path/")`, and asserts. When it ends, the
fixture itself fails the test on any console error, CSP violation, uncaught exception or request to a third party.

A press of a link returns when the new page begins to arrive, not when it is read: what is asked of it goes through
`expect`, which waits; the looks of this module wait for the whole page by themselves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60_000  # ms: two workers share a slow machine with the browser
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desk": (1280, 900)}


def chromium_path() -> str:
    """Where the system's Chromium is. Without one the test is skipped; in CI (variable `CI`) it fails."""
    found = os.environ.get("OSEREDOK_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found:
        return found
    sentence = "No Chromium found: install it (Debian: apt-get install chromium) or set OSEREDOK_CHROMIUM to its path"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser.

    Playwright's synchronous interface keeps an event loop in this thread, and Django refuses the database where a
    loop runs; nothing here is asynchronous, so the refusal is switched off while the browser lives.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    path = chromium_path()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
            )
            yield browser
            browser.close()
    finally:
        if before is None:
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


class Watch:
    """What a page must not do: complain in the console, break the policy, ask a third party for anything."""

    def __init__(self, home: str) -> None:
        self.host = urlsplit(home).netloc
        self.complaints: list[str] = []
        self.visited: set[str] = set()

    def on(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        address = message.location.get("url", "")
        # A refusal opened on purpose, and a form sent back with its mistakes, are answers and not defects.
        if message.text.startswith("Failed to load resource") and (address in self.visited or "422" in message.text):
            return
        if message.type == "warning" and "preload" in message.text:
            return
        # A look for news gives way to what a person presses: htmx tells its end as an error. A lost network says sendError.
        if message.text.startswith(("htmx:sendAbort", "htmx:afterRequest")):
            return
        self.complaints.append(f"{message.type}: {message.text} ({address})")

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request():
            self.visited.add(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.complaints.append(f"third party: {request.url}")


@contextmanager
def opened(browser: Browser, home: str, **options: Any) -> Iterator[Page]:
    """A fresh page in a context of its own; fails at the end on everything that `Watch` noticed."""
    context: BrowserContext = browser.new_context(
        **{"base_url": home, "locale": "uk-UA", "timezone_id": "Europe/Kyiv", **options}
    )
    page = context.new_page()
    watch = Watch(home)
    watch.on(page)
    context.on("page", watch.on)
    page.set_default_timeout(PATIENCE)
    try:
        yield page
    finally:
        context.close()
    assert not watch.complaints, "The page complained:\n" + "\n".join(watch.complaints)


def visit_sizes(page: Page, path: str) -> Iterator[str]:
    """Open `path` on a phone, a tablet and a desk screen in turn; yields the name of the size."""
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        yield name


def axe_violations(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe-core (WCAG 2.2 A and AA) finds on the page as it stands, one line for each; `without` leaves rules out."""
    page.wait_for_load_state()
    # Injected by the debugger, not by a <script>: the page's policy stays as strict as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async ([tags, without]) => (await axe.run(document, {
          runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
          rules: Object.fromEntries(without.map((rule) => [rule, {enabled: false}])),
        })).violations""",
        [AXE_RULES, without],
    )
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that a machine can see."""
    lines = axe_violations(page)
    assert not lines, f"{page.url}:\n" + "\n".join(lines)


def assert_no_sideways_scroll(page: Page) -> None:
    """The page fits its window: wide things scroll inside their own region. Names what sticks out."""
    page.wait_for_load_state()
    wide = page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          const inside = (element) => element.parentElement.closest('.scroll, dialog');
          return [...document.body.querySelectorAll('*')]
            .filter((element) => element.getBoundingClientRect().right > room + 1 && !inside(element))
            .map((element) => element.tagName + '.' + element.getAttribute('class')).slice(0, 8);
        }"""
    )
    assert not wide, f"{page.url} scrolls sideways at {page.viewport_size}: {wide}"


def assert_tab_order(page: Page, most: int = 60) -> list[str]:
    """Tab goes to the skip link first, then in the order of the document, and every stop shows its focus.

    Returns the names of the stops. Fails when a stop has no visible ring or when the order jumps back.
    """
    page.wait_for_load_state()
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); window.__stops = []; }")
    names: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const stops = window.__stops;
              // A date field has several stops inside; back at the first stop means that the round is over.
              if (at === stops[stops.length - 1]) return {again: true};
              if (stops.includes(at)) return null;
              const last = stops[stops.length - 1];
              const jumped = last && !(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
              stops.push(at);
              const ringed = [at, at.parentElement, at.closest('.choice, .search__box, .staff-search')].some((element) => {
                if (!element) return false;
                const style = getComputedStyle(element);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              });
              return {name: (at.getAttribute('aria-label') || at.textContent || at.name || at.tagName).trim().slice(0, 60), jumped, ringed};
            }"""
        )
        if stop is None:
            break
        if stop.get("again"):
            continue
        assert not stop["jumped"], f"Tab jumps back to «{stop['name']}» after {names}"
        assert stop["ringed"], f"Focus is invisible on «{stop['name']}»"
        names.append(stop["name"])
    assert names, "Tab reaches nothing"
    assert names[0] in ("До змісту", "Skip to content"), f"The first stop is «{names[0]}», not the skip link"
    return names


def sign_in(page: Page, live_server: Any, client: Any) -> None:
    """Give the browser the session of a Django test client that is already signed in (`client.force_login(account)`)."""
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
