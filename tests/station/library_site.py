"""A site of one page, which keeps the contract of the kiosk and does what a test tells it to."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGE_COLOUR = (0, 200, 80)
OTHER_PAGE_COLOUR = (250, 120, 0)

PAGE = """<!doctype html>
<html lang="uk" data-station="idle"><meta charset="utf-8"><title>idle</title>
<style>body {{ margin: 0; background: rgb{colour} }} a, input {{ position: fixed; left: 0; width: 300px }} a {{ height: 40px }}</style>
<input id="field" autofocus style="bottom: 0">
<a style="top: 0" href="http://localhost:{port}/elsewhere/">another site</a>
<a style="top: 50px" href="/elsewhere/" target="_blank">a new window</a>
<a style="top: 100px" href="/file/" download>a file</a>
<a style="top: 150px" href="file:///etc/hostname">a file of this computer</a>
<script>
  const root = document.documentElement, field = document.getElementById("field");
  field.addEventListener("input", () => fetch("/typed/", {{ method: "POST", body: field.value }}));
  setInterval(async () => {{
    const told = await (await fetch("/told/")).json();
    if (told.hang) while (true) {{}}
    root.dataset.station = told.title.split(" ")[0];
    document.title = told.title;
  }}, 100);
  document.cookie = "paired=yes; max-age=100000; path=/";
  document.cookie = "visitor=yes; path=/";
</script>
"""


class LibrarySite:
    """What the page says and what it was asked."""

    def __init__(self, port: int = 0) -> None:
        self.title = "idle"
        self.hang = False
        self.status = 200
        self.has_kiosk = True
        self.certificate: Path | None = None
        self.typed = ""
        self.asked: list[str] = []
        self.cookies: list[str] = []
        self._server: ThreadingHTTPServer | None = None
        self.port = port
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Answer, on the port of the last time."""
        self._server = _Server(("127.0.0.1", self.port), _handler(self))
        self.port = self._server.server_port
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Answer nothing any more, as a library whose server has no power."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def times_opened(self) -> int:
        return self.asked.count("/kiosk/seat/")


@contextmanager
def running() -> Iterator[LibrarySite]:
    site = LibrarySite()
    try:
        yield site
    finally:
        site.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that was killed while it read."""


def _handler(site: LibrarySite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/told/":
                site.asked.append(self.path)
                site.cookies.append(self.headers.get("Cookie", ""))
            if self.path == "/told/":
                hang, site.hang = site.hang, False
                self._answer(json.dumps({"title": site.title, "hang": hang}), "application/json")
            elif self.path == "/kiosk/seat/" and site.has_kiosk:
                self._answer(PAGE.format(colour=PAGE_COLOUR, port=site.port), status=site.status)
            else:
                self._answer(
                    f'<title>Інша</title><body style="background: rgb{OTHER_PAGE_COLOUR}">', status=site.status
                )

        def do_POST(self) -> None:
            site.typed = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer("")

        def _answer(self, text: str, kind: str = "text/html; charset=utf-8", *, status: int = 200) -> None:
            body = text.encode()
            with suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output quiet."""

    return Handler
