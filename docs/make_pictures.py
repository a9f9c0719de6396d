"""Take the pictures of README and the guides from the demo centre, on a Wednesday afternoon.

    .venv/bin/python docs/make_pictures.py

The clock of the whole process is set to that afternoon, so that the pictures show a living day and always the same one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import time_machine

AT = "2026-11-18T14:31:00+02:00"
PICTURES = Path(__file__).parent / "img"
DESK = [
    ("desk.png", "/desk/", 1280, "light"),
    ("desk-phone.png", "/desk/", 390, "light"),
    ("indicators.png", "/office/indicators/", 1280, "light"),
]
PUBLIC = [("home.png", "/", 1280, "light"), ("home-dark.png", "/", 1280, "dark")]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing: a hundred lines of requests hide what matters."""


def main() -> None:
    folder = tempfile.mkdtemp()
    os.environ.update(
        OSEREDOK_DATA=folder, OSEREDOK_DEMO="1", OSEREDOK_DEBUG="1", DJANGO_SETTINGS_MODULE="oseredok.settings"
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

    from oseredok.demo.centre import load_demo

    call_command("migrate", verbosity=0)
    load_demo(now=timezone.now(), progress=lambda _part: None)


def _serve():  # type: ignore[no-untyped-def]
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _take(home: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    from oseredok.demo.signins import PASSWORD

    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path, width, theme in [*PUBLIC, *DESK]:
            page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=theme, locale="uk-UA")
            if path not in {path for _, path, *_ in PUBLIC}:
                page.goto(f"{home}/account/login/")
                page.fill("[name=login]", "natalia")
                page.fill("[name=password]", PASSWORD)
                page.press("[name=password]", "Enter")
                expect(page.locator("#visits-panel")).to_be_visible()
            page.goto(home + path)
            if name == "desk.png":
                page.keyboard.press("5")
                expect(page.locator("#recorded")).to_contain_text("36–59")
                page.fill("#phrase", "пенсія 10")
                expect(page.locator("#part-theme")).to_have_value("pension")
            page.screenshot(path=PICTURES / name, full_page=name != "desk-phone.png")
            page.close()
            _thin(PICTURES / name)
        browser.close()


def _thin(picture: Path) -> None:
    from PIL import Image

    Image.open(picture).convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(picture, optimize=True)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    main()
