"""The wheel is all a library needs: templates, static files, fonts, papers and translations are inside it."""

import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.console.processes import ROOT, clean_environment, serving

pytestmark = pytest.mark.slow

NOT_CODE = {
    ".html",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".woff2",
    ".csv",
    ".json",
    ".typ",
    ".po",
    ".mo",
    ".png",
    ".webp",
    ".ttf",
    ".otf",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what the repository holds, so that nothing left lying about gets in."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in _repository_files():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        env=clean_environment(),
    )
    return next(target.glob("*.whl"))


def _repository_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    wanted = ("oseredok/", "requirements/", "pyproject.toml", "README.md", "LICENSE")
    return [name for name in listed if name.startswith(wanted) and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel; the packages that it needs are borrowed from this one (they are locked)."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run(install, check=True, env=clean_environment(PYTHONPATH=""))
    packages = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
        env=clean_environment(PYTHONPATH=""),
    ).stdout.strip()
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_every_file_that_is_not_code_is_inside(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    needed = {name for name in _repository_files() if name.startswith("oseredok/") and Path(name).suffix in NOT_CODE}
    assert needed
    assert sorted(needed - packed) == []
    assert not any(name.startswith(("tests/", "runner/")) for name in packed)


def test_all_that_it_asks_for_is_in_the_lock(installed: Path) -> None:
    checked = subprocess.run(
        [str(installed), "-m", "pip", "check"],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(PYTHONPATH=""),
    )
    assert checked.returncode == 0, checked.stdout


def test_an_installed_wheel_serves_the_home_page_its_look_and_its_font(installed: Path, tmp_path: Path) -> None:
    environment = clean_environment(PYTHONPATH="")
    where = subprocess.run(
        [str(installed), "-c", "import oseredok; print(oseredok.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(installed.parent.parent) in where
    help_text = subprocess.run(
        [str(installed.with_name("oseredok")), "--help"], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "serve" in help_text

    with serving(python=installed, data=tmp_path / "data", cwd=tmp_path, environment=environment) as centre:
        status, page, _headers = centre.get("/")
        assert status == 200
        assert "<html" in page.decode()
        style = re.findall(r'href="(/static/[^"]+\.css)"', page.decode())
        assert style
        status, css, headers = centre.get(style[0])
        assert status == 200
        assert headers["content-type"].startswith("text/css")
        fonts = list((tmp_path / "data" / "static").rglob("*.woff2"))
        assert fonts
        status, font, _headers = centre.get("/static/" + fonts[0].relative_to(tmp_path / "data" / "static").as_posix())
        assert status == 200
        assert font[:4] == b"wOF2"
        assert css
