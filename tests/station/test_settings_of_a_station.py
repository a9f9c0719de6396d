"""The address that staff type, the settings file, the code for leaving."""

from __future__ import annotations

from pathlib import Path

import pytest

from oseredok_station import address, places, settings, staff_code
from oseredok_station.problems import StationError
from oseredok_station.settings import Settings


# --- The address ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("https://biblioteka.example", "https://biblioteka.example/kiosk/seat/"),
        ("  biblioteka.example/hall/1/?day=2 ", "https://biblioteka.example/kiosk/seat/"),
        ("http://192.168.0.10:8000/", "http://192.168.0.10:8000/kiosk/seat/"),
        ("https://biblioteka.example:443", "https://biblioteka.example/kiosk/seat/"),
        ("http://[::1]:8000", "http://[::1]:8000/kiosk/seat/"),
        ("https://бібліотека.укр", "https://xn--80abaqzev6a7nc.xn--j1amh/kiosk/seat/"),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, page: str) -> None:
    assert address.read(typed).page == page


@pytest.mark.parametrize(
    "typed", ["", "ftp://biblioteka.example", "file:///etc/passwd", "https://", "https://a:b", "a b.c"]
)
def test_what_is_no_address_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(StationError, match=r"[Аа]дрес"):
        address.read(typed)


def test_only_the_librarys_own_origin_is_allowed() -> None:
    library = address.read("https://biblioteka.example")
    allowed = ["https://biblioteka.example/", "https://biblioteka.example:443/any?x=1", "https://BIBLIOTEKA.example/"]
    others = [
        "http://biblioteka.example/", "https://biblioteka.example:8443/", "https://biblioteka.example.evil.test/",
        "https://evil.test/https://biblioteka.example/", "https://biblioteka.example@evil.test/", "file:///etc/passwd",
        "chrome://settings", "javascript:alert(1)", "view-source:https://biblioteka.example/", "", "https://a:b/",
    ]  # fmt: skip
    assert [url for url in allowed if not library.allows(url)] == []
    assert [url for url in others if library.allows(url)] == []


# --- The file -------------------------------------------------------------------------------------------------
def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "station.conf"
    kept = Settings("https://biblioteka.example", "seal", "sh -c 'echo 100%'", "/opt/clear $HOME", 30, 20, "top-left")
    settings.save(file, kept)
    assert settings.load(file) == kept
    assert [path.name for path in file.parent.iterdir()] == ["station.conf"]


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "absent.conf") == Settings()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[station]\naddres = https://a.example\n", "невідомі налаштування: addres"),
        ("[station]\naddress = ftp://a.example\n", "неправильна адреса"),
        ("[station]\npatience = soon\n", "числом секунд від 3 до 600, а не «soon»"),
        ("[station]\ncommand_limit = 0\n", "числом секунд від 1 до 3600"),
        ("[station]\ncorner = middle\n", "bottom-right, bottom-left"),
        ("address = https://a.example\n", "Не вдалося прочитати"),
        ("[station]\naddress = \udcff\n", "Не вдалося прочитати"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "station.conf"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(StationError) as refusal:
        settings.load(file)
    assert sentence in str(refusal.value)
    assert str(file) in str(refusal.value)


def test_the_computers_file_goes_before_the_accounts_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, own, chosen = (tmp_path / name for name in ("shared.conf", "own.conf", "chosen.conf"))
    monkeypatch.setattr(places, "shared_settings", lambda: shared)
    monkeypatch.setattr(places, "own_settings", lambda: own)
    assert settings.find() == shared
    own.touch()
    assert settings.find() == own
    shared.touch()
    assert settings.find() == shared
    assert settings.find(chosen) == chosen


def test_an_account_that_may_not_write_the_computers_file_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "not a folder").touch()
    shared, own = tmp_path / "not a folder" / "shared.conf", tmp_path / "own.conf"
    monkeypatch.setattr(places, "shared_settings", lambda: shared)
    monkeypatch.setattr(places, "own_settings", lambda: own)
    settings.save_where_allowed(shared, Settings(address="https://a.example"))
    assert settings.load(own).address == "https://a.example"
    with pytest.raises(StationError, match="Не вдалося записати"):
        settings.save_where_allowed(tmp_path / "not a folder" / "another.conf", Settings())


# --- The code for leaving -------------------------------------------------------------------------------------
def test_a_sealed_code_opens_and_no_other_does() -> None:
    seal = staff_code.sealed("верба-71")
    assert "верба" not in seal
    assert staff_code.opens("верба-71", seal)
    assert not staff_code.opens("верба-72", seal)
    assert staff_code.sealed("верба-71") != seal, "each seal has its own salt"


@pytest.mark.parametrize(
    "seal", ["", "верба-71", "scrypt$16384$a$b", "scrypt$999999999$AAAA$AAAA", "scrypt$x$AAAA$AAAA", "$$$"]
)
def test_a_spoilt_seal_opens_to_nobody(seal: str) -> None:
    assert not staff_code.opens("верба-71", seal)
    assert not staff_code.opens("", seal)


def test_a_short_code_is_refused() -> None:
    with pytest.raises(StationError, match="не коротший за 6 знаків"):
        staff_code.sealed("12345")


def test_guessing_gets_slower_and_a_right_code_forgives() -> None:
    guard, now, waits = staff_code.Guard(), 0.0, []
    for _try in range(12):
        guard.note(right=False, now=now)
        waits.append(guard.wait(now))
        now += guard.wait(now)
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]
    guard.note(right=True, now=now)
    guard.note(right=False, now=now)
    assert guard.wait(now) == 0
