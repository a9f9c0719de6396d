"""The whole process tree, as a person starts it: pages are served, a killed part comes back, stopping leaves nothing."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console.processes import clean_environment, console, serving, wait_until

pytestmark = pytest.mark.slow

LINK = re.compile(r"http://localhost:\d+(/setup/\?code=([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}))\s")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_web_server_and_a_killed_worker_come_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data=data, cwd=tmp_path, environment=clean_environment()) as centre:
        assert centre.get("/")[0] == 200
        web, worker = centre.pids("Вебсервер")[0], centre.pids("Обробник завдань")[0]
        os.kill(web, signal.SIGKILL)
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: len(centre.pids("Вебсервер")) == len(centre.pids("Обробник завдань")) == 2, "both again")
        assert centre.get("/")[0] == 200
        assert "Вебсервер: процес зупинився, сигнал SIGKILL; запускаємо знову через" in centre.said()
        wait_until(lambda: console("check", "--data", str(data)).returncode == 0, "a healthy check")
        pids = [centre.pids("Вебсервер")[-1], centre.pids("Обробник завдань")[-1]]
    assert centre.process.returncode == 0
    assert not any(is_alive(pid) for pid in pids)


def test_a_second_start_prepares_nothing_anew_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data=data, cwd=tmp_path, environment=clean_environment()) as centre:
        first = wait_until(lambda: LINK.search(centre.said()), "the code of an empty centre")
    with serving(data=data, cwd=tmp_path, environment=clean_environment()) as centre:
        assert "База даних: змін" not in centre.said()
        assert "Оформлення сторінок" not in centre.said()
        second = wait_until(lambda: LINK.search(centre.said()), "a new code")
        assert second[2] != first[2]
        assert f"впишіть код: {second[2]}" in centre.said()
        assert f'value="{second[2]}"' in centre.get(second[1])[1].decode()
        centre.process.send_signal(signal.SIGINT)
        assert centre.process.wait(timeout=120) == 0
    assert "Зупинено." in centre.said()


def test_static_files_are_hashed_compressed_and_kept_by_browsers(tmp_path: Path) -> None:
    with serving(data=tmp_path / "data", cwd=tmp_path, environment=clean_environment()) as centre:
        _status, page, _headers = centre.get("/")
        css = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.decode())
        assert css
        status, _body, headers = centre.get(css[0])
        assert status == 200
        assert "max-age=315360000" in headers["cache-control"]
        assert "immutable" in headers["cache-control"]
        assert (tmp_path / "data" / "static" / f"{css[0].removeprefix('/static/')}.br").exists()


def test_an_access_log_tells_neither_who_nor_what_they_looked_for(tmp_path: Path) -> None:
    with serving(data=tmp_path / "data", cwd=tmp_path, environment=clean_environment(), access_log=True) as centre:
        centre.get("/search/?q=%D1%80%D0%BE%D0%B7%D0%BB%D1%83%D1%87%D0%B5%D0%BD%D0%BD%D1%8F")
        wait_until(lambda: '"GET /search/" 200' in centre.said(), "a line of the access log")
        assert "%D1" not in centre.said()
        assert "127.0.0.1 " not in centre.said().split("Осередок працює")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX process groups")
def test_a_closed_terminal_stops_everything(tmp_path: Path) -> None:
    with serving(data=tmp_path / "data", cwd=tmp_path, environment=clean_environment()) as centre:
        pids = [*centre.pids("Вебсервер"), *centre.pids("Обробник завдань")]
        assert len(pids) == 2
        centre.process.send_signal(signal.SIGHUP)
        assert centre.process.wait(timeout=120) == 0
    assert not any(is_alive(pid) for pid in pids)


def test_run_py_says_what_it_can_do() -> None:
    said = subprocess.run(
        [sys.executable, "run.py", "--help"], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    ).stdout
    said = " ".join(said.split())
    assert "--empty" in said
    # Every word that may follow `run.py`; the help is wrapped to the width of the screen.
    assert all(word in said for word in ("setup", "check", "test — перевірити"))
