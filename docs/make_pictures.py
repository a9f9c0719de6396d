"""Take the pictures of README and the guides from the demo centre, on a Wednesday afternoon.

    .venv/bin/python docs/make_pictures.py [desk.png ...]

The clock of the whole process is set to that afternoon, so that the pictures show a living day and always the same one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import time_machine

AT = "2026-11-18T14:31:00+02:00"
PICTURES = Path(__file__).parent / "img"
SHOTS = [
    ("", "home.png", "/", 1280, "light"),
    ("", "home-dark.png", "/", 1280, "dark"),
    ("natalia", "desk.png", "/desk/", 1280, "light"),
    ("natalia", "desk-phone.png", "/desk/", 390, "light"),
    ("natalia", "register.png", "/desk/reader/new/", 900, "light"),
    ("natalia", "wifi.png", "/desk/wifi/", 1100, "light"),
    ("natalia", "indicators.png", "/office/indicators/", 1280, "light"),
    ("olena", "office.png", "/office/", 1100, "light"),
    ("olena", "documents.png", "/office/documents/", 1100, "light"),
    ("olena", "backups.png", "/office/backups/", 1100, "light"),
    ("olena", "opinions.png", "/office/opinions/", 1100, "light"),
    ("olena", "six-nk.png", "/office/six-nk/2025/", 1100, "light"),
    ("", "monitoring.png", "/monitoring/", 1280, "light"),
    ("", "how-we-work.png", "/work/", 1100, "light"),
    ("reader", "my-data.png", "/my/data/", 390, "light"),
    ("natalia", "hall.png", "/desk/hall/", 1280, "light"),
    ("", "seats-phone.png", "/seats/?at=central", 390, "light"),
    ("", "search.png", "/search/?q=шевчнко", 1100, "light"),
    ("", "catalogue.png", "/catalogue/", 1100, "light"),
]
"""Who looks (nobody, a member of staff, the sample reader), the file, the page, the width, the colours."""
WHOLE = (
    "home.png",
    "home-dark.png",
    "desk.png",
    "register.png",
    "wifi.png",
    "indicators.png",
    "office.png",
    "documents.png",
    "backups.png",
    "opinions.png",
    "six-nk.png",
    "monitoring.png",
    "how-we-work.png",
    "hall.png",
    "search.png",
    "catalogue.png",
)
"""Shown from top to bottom; the rest as a phone shows them at first."""


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing: a hundred lines of requests hide what matters."""


def main() -> None:
    folder = Path(tempfile.gettempdir()) / "oseredok"  # its name stands on a picture
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ.update(
        OSEREDOK_DATA=str(folder), OSEREDOK_DEMO="1", OSEREDOK_DEBUG="1", DJANGO_SETTINGS_MODULE="oseredok.settings"
    )
    with time_machine.travel(AT):
        import django

        django.setup()
        _load()
        server = _serve()
        try:
            _take(f"http://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()
            shutil.rmtree(folder, ignore_errors=True)


def _load() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from oseredok.base.backup.actions import back_up
    from oseredok.base.backup.models import Asked
    from oseredok.demo.centre import load_demo
    from oseredok.spine.search import indexer

    call_command("migrate", verbosity=0)
    load_demo(now=timezone.now(), progress=lambda _part: None)
    indexer.rebuild()
    back_up(asked=Asked.BUTTON, by="Андрій Б.", now=timezone.now())


def _serve():  # type: ignore[no-untyped-def]
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _take(home: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    from oseredok.demo.signins import sample_reader

    card = sample_reader().card_number  # asked before the browser's loop runs in this thread
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        wanted = sys.argv[1:] or [name for _who, name, *_ in SHOTS]
        for who, name, path, width, theme in (one for one in SHOTS if one[1] in wanted):
            page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=theme, locale="uk-UA")
            page.set_default_timeout(120_000)
            _come_in(page, home, who, card)
            page.goto(home + path)
            if name == "desk.png":
                page.keyboard.press("5")
                expect(page.locator("#recorded")).to_contain_text("36–59", timeout=120_000)
                page.fill("#phrase", "пенсія 10")
                expect(page.locator("#part-theme")).to_have_value("pension", timeout=120_000)
            if name == "hall.png":
                for age in ("60", "36–59"):
                    page.goto(home + (page.locator("a[id^='sit-']").nth(1).get_attribute("href") or ""))
                    page.get_by_role("button", name=age).first.click()
                    page.goto(home + path)
            if name == "monitoring.png":
                page.locator("main a[href^='/monitoring/']").first.click()
                page.wait_for_url("**/monitoring/*-*/")
            page.screenshot(path=PICTURES / name, full_page=name in WHOLE)
            page.close()
            _thin(PICTURES / name)
        browser.close()


def _come_in(page, home: str, who: str, card: str) -> None:  # type: ignore[no-untyped-def]
    from oseredok.demo.signins import PASSWORD, READER_PIN

    if who == "reader":
        page.goto(f"{home}/my/sign-in/card/")
        page.fill("[name=card]", card)
        page.fill("[name=pin]", READER_PIN)
        page.press("[name=pin]", "Enter")
        page.wait_for_url("**/my/")
    elif who:
        page.goto(f"{home}/account/login/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/")


def _thin(picture: Path) -> None:
    from PIL import Image

    Image.open(picture).convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(picture, optimize=True)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    main()
