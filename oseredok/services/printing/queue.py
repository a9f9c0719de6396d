"""A queue of CUPS, or a printer that speaks IPP itself: is it there, print a PDF, what became of the job.

Through `pyipp`, not through `lp`: IPP tells what really became of a job, reaches a queue on another computer, and needs
no program of the system, so it works on Windows too. Never call it inside a transaction: a printer may be slow.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pyipp import IPP
from pyipp.enums import IppOperation, IppTag
from pyipp.exceptions import IPPError
from pyipp.tags import ATTRIBUTE_TAG_MAP

from oseredok.base.core.errors import Conflict, Invalid

QUICK = 8
SENDING = 60
WHO = "oseredok"  # what the queue shows in the place of a person's name

_ADDRESS = re.compile(r"ipps?://[A-Za-z0-9.\-_\[\]:]+(/[A-Za-z0-9.\-_/]+)")
_NO_SUCH = 0x0406
_NO_SUCH_FORMAT = 0x040A

ATTRIBUTE_TAG_MAP.setdefault("print-color-mode", IppTag.KEYWORD)  # the library sends only what it knows by name


class Fate(Enum):
    """What became of a job."""

    OPEN = "open"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True)
class Told:
    """What the queue tells of a job; `words` are its own, often English."""

    fate: Fate
    words: str = ""


@dataclass(frozen=True)
class Printer:
    """What the queue tells of itself."""

    model: str
    is_stopped: bool
    words: str


def check_address(address: str) -> None:
    """Raise Invalid (`queue_address`, field `queue`) unless it is an address of IPP with a path."""
    if not _ADDRESS.fullmatch(address):
        raise Invalid(
            _("Адреса черги має починатися з ipp:// і мати шлях. Приклад: ipp://localhost/printers/mfp"),
            code="queue_address",
            field="queue",
        )


def look(address: str) -> Printer:
    """Ask the queue about itself. Raises Conflict (`queue_silent`, `queue_absent`, `queue_refused`)."""
    asked = ["printer-make-and-model", "printer-state", "printer-state-message", "printer-is-accepting-jobs"]
    message = {"operation-attributes-tag": {"requested-attributes": asked}}
    answer = _ask(address, IppOperation.GET_PRINTER_ATTRIBUTES, message)
    told: Mapping[str, Any] = next(iter(answer["printers"]), {})
    stopped = int(told.get("printer-state", 3)) == 5 or told.get("printer-is-accepting-jobs") is False
    return Printer(str(told.get("printer-make-and-model", "")), stopped, _text(told.get("printer-state-message")))


def send(address: str, pdf: Path, *, title: str, copies: int, is_colour: bool, is_duplex: bool) -> int:
    """Give the queue a PDF to print; return the job's number. Raises Conflict as `look`."""
    message = {
        "operation-attributes-tag": {
            "requesting-user-name": WHO,
            "job-name": title,
            "document-format": "application/pdf",
        },
        "job-attributes-tag": {
            "copies": copies,
            "sides": "two-sided-long-edge" if is_duplex else "one-sided",
            "print-color-mode": "color" if is_colour else "monochrome",
        },
        "data": pdf.read_bytes(),
    }
    answer = _ask(address, IppOperation.PRINT_JOB, message, wait=SENDING)
    return int(next(iter(answer["jobs"]))["job-id"])


def fate_of(address: str, number: int) -> Told:
    """Return what became of a job. One that the queue forgot was not seen to end well: failed. Raises as `look`."""
    asked = ["job-state", "job-state-reasons", "job-printer-state-message"]
    message = {
        "operation-attributes-tag": {"job-id": number, "requesting-user-name": WHO, "requested-attributes": asked}
    }
    try:
        answer = _ask(address, IppOperation.GET_JOB_ATTRIBUTES, message)
    except Conflict as refusal:
        if refusal.code == "queue_absent":
            return Told(Fate.FAILED)
        raise
    told: Mapping[str, Any] = next(iter(answer["jobs"]), {})
    words = _text(told.get("job-printer-state-message"))
    reasons = told.get("job-state-reasons") or []
    reasons = [reasons] if isinstance(reasons, str) else reasons
    # RFC 8011, 5.3.7: 3 waiting, 4 held, 5 printing, 6 stopped, 7 cancelled, 8 aborted, 9 completed. CUPS leaves a job
    # that a filter could not print stopped for ever.
    has_errors = "job-completed-with-errors" in reasons
    match int(told.get("job-state", 3)):
        case 9 if not has_errors:
            return Told(Fate.PRINTED)
        case 7 | 8 | 9:
            return Told(Fate.FAILED, words)
        case 6 if has_errors:
            return Told(Fate.FAILED, words)
        case _:
            return Told(Fate.OPEN, words)


def cancel(address: str, number: int) -> None:
    """Ask the queue to drop a job; one that has ended is no trouble. Raises Conflict (`queue_silent`)."""
    message = {"operation-attributes-tag": {"job-id": number, "requesting-user-name": WHO}}
    try:
        _ask(address, IppOperation.CANCEL_JOB, message)
    except Conflict as refusal:
        if refusal.code == "queue_silent":
            raise


def _ask(address: str, operation: IppOperation, message: dict[str, Any], *, wait: int = QUICK) -> dict[str, Any]:
    try:
        return asyncio.run(_execute(address, operation, message, wait))
    except IPPError as error:
        told: object = error.args[1] if len(error.args) > 1 else {}
        status = told.get("status-code") if isinstance(told, dict) else None
        if status in (_NO_SUCH, 404):
            raise Conflict(_("Такої черги друку там немає. Перевірте її назву."), code="queue_absent") from error
        if status == _NO_SUCH_FORMAT:
            raise Conflict(_("Цей принтер не приймає PDF: додайте його в CUPS."), code="queue_refused") from error
        if status is not None:
            raise Conflict(
                _("Черга друку відмовила (код {code}).").format(code=status), code="queue_refused"
            ) from error
        raise Conflict(
            _("Черга друку не відповідає. Перевірте, чи ввімкнено принтер і комп’ютер, до якого його під’єднано."),
            code="queue_silent",
        ) from error


async def _execute(address: str, operation: IppOperation, message: dict[str, Any], wait: int) -> dict[str, Any]:
    async with IPP(host=address, request_timeout=wait, user_agent="Oseredok") as printer:
        answer: dict[str, Any] = await printer.execute(operation, message)
        return answer


def _text(told: object) -> str:
    return str(told)[:200] if told else ""
