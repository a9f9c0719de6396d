"""A CUPS of the tests' own: its folder, its port, its queues; the system's, if there is one, is not touched."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PAPER = Path("/var/spool/cups-pdf/ANONYMOUS")
"""Where cups-pdf lays what it prints for users whom the computer does not know."""
_DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")

_FILES = """
ServerRoot {room}
RequestRoot {room}/spool
TempDir {room}/spool/tmp
CacheDir {room}/cache
StateDir {room}/state
ErrorLog {room}/error_log
AccessLog {room}/access_log
PageLog {room}/page_log
SystemGroup root lpadmin
"""
_SERVER = """
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""


@dataclass(frozen=True)
class Cups:
    """A running server."""

    port: int

    def queue(self, name: str) -> str:
        return f"ipp://127.0.0.1:{self.port}/printers/{name}"

    def add(self, name: str, *, device: str, driver: Path | None = _DRIVER) -> str:
        """Add a queue; return its address."""
        how = ["-P", str(driver)] if driver else ["-m", "raw"]
        command = ["lpadmin", "-h", f"127.0.0.1:{self.port}", "-p", name, "-E", "-v", device, *how]
        subprocess.run(command, check=True, capture_output=True)
        return self.queue(name)


def check_is_there() -> None:
    """Skip without CUPS, cups-pdf and the right to start them; in CI (variable `CI`) fail."""
    found = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") and _DRIVER.exists()
    if found and os.geteuid() == 0:
        return
    sentence = (
        "No CUPS with cups-pdf, or no right to start it (Debian, root: apt-get install cups printer-driver-cups-pdf)"
    )
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@contextmanager
def running() -> Iterator[Cups]:
    """Start a server; stop it and take its papers away at the end."""
    check_is_there()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    before = set(PAPER.glob("*"))
    with TemporaryDirectory(prefix="oseredok-cups-") as folder:
        room = Path(folder)
        for name in ("spool/tmp", "cache", "state", "ppd"):
            (room / name).mkdir(parents=True)
        (room / "cups-files.conf").write_text(_FILES.format(room=room))
        (room / "cupsd.conf").write_text(_SERVER.format(port=port))
        shutil.chown(room, "root", "lp")
        room.chmod(0o770)
        command = ["/usr/sbin/cupsd", "-f", "-c", str(room / "cupsd.conf"), "-s", str(room / "cups-files.conf")]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(port, server)
            yield Cups(port)
        finally:
            server.terminate()
            server.wait(timeout=120)
            for paper in set(PAPER.glob("*")) - before:
                paper.unlink()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _try in range(100):
        assert server.poll() is None, "cupsd ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("cupsd does not listen")
