"""DOCX and ODT on paper: by LibreOffice, where the library's computer has it."""

from __future__ import annotations

import functools
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from oseredok.base.core import zips
from oseredok.base.core.errors import Invalid

log = logging.getLogger(__name__)

WAIT = 90
MOST_UNPACKED = 300 * 1024 * 1024
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")

# A paper of a stranger runs nothing and fetches nothing: no macros, no pictures or data from elsewhere.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@functools.cache
def program() -> str | None:
    """Return the path of LibreOffice; None when it is not there. Looked for once in the life of a process."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.exists, _PLACES), None)


def make_pdf(sent: Path, pdf: Path) -> None:
    """Make the PDF of an office paper. Raises Invalid (`file_damaged`, `file_heavy`): field `file`."""
    _check_unpacked(sent)
    with tempfile.TemporaryDirectory(prefix="oseredok-office-") as room:
        profile, out = Path(room, "profile"), Path(room, "out")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [
            str(program()), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out), str(sent),
        ]  # fmt: skip
        _run(command)
        made = next(out.glob("*.pdf"), None) if out.exists() else None
        if made is None:
            raise Invalid(
                _("Документ не відкрився. Збережіть його як PDF і надішліть ще раз."), code="file_damaged", field="file"
            )
        shutil.move(made, pdf)


def _run(command: list[str]) -> None:
    # Its own session: the program starts children, and all of them end with it.
    process = subprocess.Popen(  # noqa: S603 - a fixed command, the file's name is ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(timeout=WAIT)
    except subprocess.TimeoutExpired:
        log.warning("LibreOffice took longer than %s seconds", WAIT)
        _stop(process)
        raise _heavy() from None


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _check_unpacked(sent: Path) -> None:
    """A paper of a few kilobytes may unpack into gigabytes: what its own list promises is added up first."""
    try:
        with zipfile.ZipFile(sent) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zips.BROKEN:
        unpacked = 0  # the program will say that it does not open
    if unpacked > MOST_UNPACKED:
        raise _heavy()


def _heavy() -> Invalid:
    return Invalid(
        _("Документ заскладний: не вдалося порахувати сторінки. Збережіть його як PDF."),
        code="file_heavy",
        field="file",
    )
