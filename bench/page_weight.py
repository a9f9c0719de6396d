"""How much a first visit of the main pages weighs, in bytes that really travelled from a running centre.

    python3 run.py &                                          # in another window
    .venv/bin/python bench/page_weight.py http://127.0.0.1:8000 [--sign-in name:password]

Counts what the browser received (compressed bodies, headers included), with an empty cache for every page.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {"home": "/", "services": "/services/", "news": "/news/", "English home": "/en/"}
DESK = {"desk": "/desk/", "news form": "/desk/news/new/"}
LIMIT = 120 * 1024


def weigh(browser: Browser, site: str, path: str, cookies: list[Any]) -> dict[str, int]:
    """Return travelled bytes by kind of file."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sums: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        sums[kind] = sums.get(kind, 0) + int(event["encodedDataLength"])

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", finished)
    page.goto(site.rstrip("/") + path, wait_until="networkidle")
    context.close()
    return sums


def sign_in(browser: Browser, site: str, name: str, password: str) -> list[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.rstrip("/") + "/account/login/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda address: "/login" not in address)
    cookies = context.cookies()
    context.close()
    return cookies


def main() -> int:
    from playwright.sync_api import sync_playwright

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("site")
    asked.add_argument("--sign-in", default="", help="name:password of a member of staff, to weigh the desk too")
    options = asked.parse_args()
    path = os.environ.get("OSEREDOK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        rows = [(name, weigh(browser, options.site, address, [])) for name, address in PAGES.items()]
        if options.sign_in:
            cookies = sign_in(browser, options.site, *options.sign_in.split(":", 1))
            rows += [(name, weigh(browser, options.site, address, cookies)) for name, address in DESK.items()]
        browser.close()
    kinds = ["Document", "Stylesheet", "Script", "Font", "Image", "Other"]
    print(f"{'page':14}" + "".join(f"{kind:>12}" for kind in kinds) + f"{'KB together':>14}")
    for name, sums in rows:
        rest = sum(amount for kind, amount in sums.items() if kind not in kinds)
        cells = [sums.get(kind, 0) + (rest if kind == "Other" else 0) for kind in kinds]
        print(f"{name:14}" + "".join(f"{cell / 1024:12.1f}" for cell in cells) + f"{sum(cells) / 1024:14.1f}")
    return 1 if sum(rows[0][1].values()) > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
