"""A library that is silent, a page that dies, hangs or is another one: no failure opens the desktop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from oseredok_station import settings
from oseredok_station.settings import Settings
from tests.station import program, waiting
from tests.station.desktop import Desktop
from tests.station.library_site import LibrarySite
from tests.station.looks import CORNER, NIGHT, covers_with_notice, covers_with_page, start_session
from tests.station.program import Program

pytestmark = pytest.mark.slow


def test_a_library_that_does_not_answer_leaves_the_desktop_covered_until_it_does(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    site.stop()
    with program.running(desktop, tmp_path, replace(chosen, patience=3)):
        desktop.until("a notice", lambda: covers_with_notice(desktop))
        site.has_kiosk, site.status = False, 502
        site.start()
        waiting.until("a try", lambda: site.times_opened() >= 1)
        desktop.stays("a notice over what a proxy says", lambda: covers_with_notice(desktop), seconds=0.5)
        site.has_kiosk, site.status = True, 200
        desktop.until("the page", lambda: covers_with_page(desktop))


def test_settings_that_cannot_be_read_leave_the_desktop_covered_until_they_are_mended(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "station.conf"
    file.write_text("[station]\npatience = soon\n", encoding="utf-8")
    with program.running(desktop, tmp_path, chosen) as station:
        desktop.until("a notice", lambda: covers_with_notice(desktop))
        assert "числом секунд" in station.log
        settings.save(file, chosen)
        desktop.press("space")  # «Спробувати зараз»
        desktop.until("the page", lambda: covers_with_page(desktop))


def test_a_renderer_that_dies_leaves_the_desktop_covered_and_the_page_returns(
    desktop: Desktop, site: LibrarySite, station: Program
) -> None:
    opened = site.times_opened()
    station.kill_renderers()
    desktop.until("a notice", lambda: covers_with_notice(desktop))
    desktop.until("the page again", lambda: covers_with_page(desktop))
    assert site.times_opened() > opened


def test_a_page_that_hangs_is_opened_anew(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    with program.running(desktop, tmp_path, replace(chosen, patience=3)) as station:
        desktop.until("the page", lambda: covers_with_page(desktop))
        opened, drawing = site.times_opened(), station.renderers()
        site.hang = True
        waiting.until("a new page", lambda: site.times_opened() > opened)
        desktop.until("the page again", lambda: covers_with_page(desktop))
        assert "silent" in station.log
        assert not set(drawing) & set(station.renderers()), "the one that hung is gone"


def test_a_session_whose_page_fails_goes_on_to_the_end_that_is_known(
    desktop: Desktop, site: LibrarySite, station: Program
) -> None:
    start_session(desktop, site, "session · 00:00:07")
    site.stop()
    station.kill_renderers()
    desktop.until("our own countdown", lambda: NIGHT in desktop.colours(step=8, within=CORNER))
    assert desktop.shows_wallpaper()
    desktop.until("covered at the end", lambda: covers_with_notice(desktop))


def test_a_session_without_a_known_end_is_covered_when_its_page_fails(
    desktop: Desktop, site: LibrarySite, station: Program
) -> None:
    start_session(desktop, site, "session")
    station.kill_renderers()
    desktop.until("a notice", lambda: covers_with_notice(desktop))
    start_session(desktop, site, "session · 00:41")


def test_a_site_that_cannot_prove_who_it_is_is_not_opened(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    site.stop()
    site.certificate = self_signed(tmp_path)
    site.start()
    secure = replace(chosen, address=site.address.replace("http:", "https:"))
    with program.running(desktop, tmp_path, secure) as station:
        waiting.until("a complaint", lambda: "None, certificate" in station.log)
        desktop.until("a notice", lambda: covers_with_notice(desktop))
    assert site.asked == []


def self_signed(folder: Path) -> Path:
    """Make a certificate that nobody has signed, as somebody in between would."""
    file, today = folder / "site.pem", datetime.now(UTC)
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]),
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    whole = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(whole + builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return file
