"""The real FreeRADIUS on loopback, with the very files that the office gives, asked by the tools that administrators use."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from oseredok.library.places.models import Library
from oseredok.services.wifi import actions, digits, freeradius, settings_actions
from oseredok.services.wifi.models import WifiCode, WifiSession
from runner.system import freeradius as the_server
from tests.wifi.network import LAPTOP, PHONE, counted, turn_on
from tests.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(the_server() is None, reason="no freeradius with its module rest, and radclient"),
]

MAIN = """
prefix = /usr
name = oseredok
raddbdir = {folder}
run_dir = {folder}
pidfile = {folder}/pid
libdir = {modules}
log {{
	destination = stdout
	auth = no
}}
security {{
}}
thread pool {{
	start_servers = 2
	max_servers = 8
	min_spare_servers = 1
	max_spare_servers = 4
}}
modules {{
	expr {{
	}}
	$INCLUDE {folder}/module.conf
}}
$INCLUDE {folder}/site.conf
"""


@dataclass
class Radius:
    """A running server and the tools that speak to it as a router does."""

    ports: tuple[int, int]
    secret: str
    log: Path

    def asks(self, code: str, *, device: str = PHONE) -> str:
        """Ask by `radclient`; return what came back."""
        return self._sent(
            "auth", self.ports[0], f'User-Name="{code}",User-Password="{code}",Calling-Station-Id="{device}"'
        )

    def tells(self, status: str, code: str, **more: object) -> str:
        """Tell of a session by `radclient`; return what came back."""
        told = {
            "User-Name": f'"{code}"',
            "Acct-Status-Type": status,
            "Acct-Session-Id": '"81a00001"',
            "NAS-Identifier": '"hotspot"',
            "Calling-Station-Id": f'"{PHONE}"',
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        return self._sent("acct", self.ports[1], ",".join(f"{name}={value}" for name, value in told.items()))

    def radtest(self, code: str, *, secret: str = "") -> subprocess.CompletedProcess[str]:
        """Ask by `radtest`, with the code as the password too."""
        command = ["radtest", code, code, f"127.0.0.1:{self.ports[0]}", "0", secret or self.secret]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    def _sent(self, kind: str, port: int, attributes: str) -> str:
        command = ["radclient", "-r", "3", "-t", "8", "-x", f"127.0.0.1:{port}", kind, self.secret]
        done = subprocess.run(command, input=attributes, capture_output=True, text=True, check=False, timeout=120)
        return done.stdout + done.stderr


@pytest.fixture
def central(world: World) -> Library:
    turn_on(world.central)
    return world.central


@pytest.fixture
def radius(central: Library, live_server: Any, tmp_path: Path) -> Iterator[Radius]:
    key = settings_actions.make_key(library=central, now=timezone.now())
    with serving(central, f"{live_server.url}/radius/", key=key, folder=tmp_path) as server:
        yield server


class serving:  # noqa: N801 - read as a word
    """Start a server of one's own in `folder`, in the foreground, and end it by its number."""

    def __init__(self, library: Library, address: str, *, key: str, folder: Path) -> None:
        ports = (_free_port(), _free_port())
        made = freeradius.configuration(
            library=library, key=key, address=address, router="127.0.0.1", listen="127.0.0.1", ports=ports
        )
        self.folder, self.server = folder, Radius(ports, made.secret, folder / "log.txt")
        binary = the_server()
        assert binary is not None
        modules = next(path for path in (Path("/usr/lib/freeradius"), Path("/usr/lib64/freeradius")) if path.exists())
        (folder / "radiusd.conf").write_text(MAIN.format(folder=folder, modules=modules), encoding="utf-8")
        (folder / "module.conf").write_text(made.module, encoding="utf-8")
        (folder / "site.conf").write_text(made.site, encoding="utf-8")
        self.command = [str(binary), "-f", "-l", "stdout", "-d", str(folder), "-n", "radiusd"]

    def __enter__(self) -> Radius:
        with self.server.log.open("wb") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=subprocess.STDOUT)
        for _try in range(300):
            if "Ready to process requests" in self.said():
                return self.server
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)
        self.__exit__()
        raise AssertionError(self.said())

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=120)

    def said(self) -> str:
        return self.server.log.read_text(encoding="utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def issue(place: Library) -> str:
    return actions.issue_code(place=place, now=timezone.now(), minutes=60).code


def test_a_good_code_is_accepted_with_its_time_and_a_wrong_one_is_told_why(radius: Radius, central: Library) -> None:
    code = issue(central)
    done = radius.radtest(code)
    assert "Received Access-Accept" in done.stdout
    told = re.search(r"Session-Timeout = (\d+)", done.stdout)
    assert told is not None
    assert 0 < int(told[1]) <= 3600
    assert "Acct-Interim-Interval = 300" in done.stdout
    refused = radius.asks(digits.fresh())
    assert "Received Access-Reject" in refused
    assert "Такого коду немає." in refused
    odd = radius.asks("1&code=2%31")
    assert "Код — це вісім цифр." in odd


def test_a_stay_from_beginning_to_end_is_one_entry_however_often_it_is_told(radius: Radius, central: Library) -> None:
    code = issue(central)
    assert "Access-Accept" in radius.asks(code)
    for _time in range(2):
        assert "Received Accounting-Response" in radius.tells("Start", code)
    assert "Access-Reject" in radius.asks(code, device=LAPTOP), "one device at a time"
    assert "Access-Accept" in radius.asks(code), "the same device may come back"
    radius.tells("Interim-Update", code, Acct_Session_Time=300, Acct_Input_Octets=1000)
    actions.revoke_code(code=WifiCode.objects.get(), now=timezone.now())
    assert counted() == []
    for _time in range(2):
        told = radius.tells(
            "Stop", code, Acct_Session_Time=0, Acct_Input_Octets=5, Acct_Input_Gigawords=1, Acct_Output_Octets=7
        )
        assert "Received Accounting-Response" in told
    assert len(counted()) == 1
    session = WifiSession.objects.get()
    assert (session.octets, session.station) == (2**32 + 12, "")


def test_of_ten_devices_that_ask_at_once_by_one_code_one_comes_in(radius: Radius, central: Library) -> None:
    code = issue(central)
    devices = [f"02-00-00-00-00-{number:02d}" for number in range(10)]
    with ThreadPoolExecutor(10) as together:
        answers = list(together.map(lambda device: radius.asks(code, device=device), devices))
    assert sum("Received Access-Accept" in answer for answer in answers) == 1, answers
    assert sum("іншому пристрої" in answer for answer in answers) == 9, answers


def test_a_server_with_a_wrong_key_lets_nobody_in(central: Library, live_server: Any, tmp_path: Path) -> None:
    settings_actions.make_key(library=central, now=timezone.now())
    with serving(central, f"{live_server.url}/radius/", key="wrong", folder=tmp_path) as radius:
        answer = radius.asks(issue(central))
        assert "Received Access-Reject" in answer
        assert "Session-Timeout" not in answer
        assert "No reply" in radius.tells("Start", issue(central))
    assert not WifiSession.objects.exists()


def test_a_router_with_a_wrong_secret_is_not_answered(radius: Radius, central: Library) -> None:
    done = radius.radtest(issue(central), secret="wrong")
    assert "Received Access-Accept" not in done.stdout


def test_the_server_starts_before_this_system_and_names_no_device_in_its_log(central: Library, tmp_path: Path) -> None:
    key = settings_actions.make_key(library=central, now=timezone.now())
    with serving(central, "http://127.0.0.1:9/radius/", key=key, folder=tmp_path) as radius:
        assert "Received Access-Reject" in radius.asks(issue(central))
        assert PHONE not in radius.log.read_text(encoding="utf-8")


def test_the_tools_of_administrators_are_there() -> None:
    assert shutil.which("radtest")
    assert shutil.which("radclient")
