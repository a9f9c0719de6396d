"""Slips with codes on paper: one for whoever stands at the desk, a sheet of ten to cut."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from segno.helpers import make_wifi_data

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, date_words
from oseredok.base.core.text import counted, tie
from oseredok.base.papers.pdf import render_pdf
from oseredok.base.papers.qr import qr_svg
from oseredok.services.wifi import digits
from oseredok.services.wifi.models import WifiCode, WifiSettings


def slip_pdf(code: WifiCode, mine: WifiSettings, *, now: datetime) -> bytes:
    """Make one small slip, 105 × 74 mm: any printer takes it on a quarter of A4 as well."""
    return render_pdf(template="wifi/slip.typ", data=_data([code], mine), title=_("Код Wi-Fi"), made_at=now)


def sheet_pdf(codes: Iterable[WifiCode], mine: WifiSettings, *, now: datetime) -> bytes:
    """Make A4 pages of ten slips with lines to cut along."""
    return render_pdf(template="wifi/sheet.typ", data=_data(codes, mine), title=_("Талони Wi-Fi"), made_at=now)


def network_text(mine: WifiSettings) -> str:
    """Return what a phone's camera understands as «join this network»."""
    made: str = make_wifi_data(
        ssid=mine.network, password=mine.password or None, security="WPA" if mine.password else None
    )
    return made


def length_words(code: WifiCode) -> str:
    """Return how long a code lasts and until when it is good, in one sentence."""
    if code.batch_id is None:
        at = clock.local(code.valid_until)
        until = _("до кінця дня") if at.hour == at.minute == 0 else _("сьогодні до {time}").format(time=clock_time(at))
        if code.minutes is None:
            return _("Діє {until}.").format(until=until)
        return _("Діє {minutes} від першого входу, {until}.").format(minutes=minutes_words(code.minutes), until=until)
    last = date_words(clock.local_date(code.valid_until - timedelta(seconds=1)))
    if code.minutes is None:
        return _("Діє один день, від першого входу до зачинення. Використайте до {last} включно.").format(last=last)
    return _("Діє {minutes} від першого входу. Використайте до {last} включно.").format(
        minutes=minutes_words(code.minutes), last=last
    )


def minutes_words(minutes: int) -> str:
    """Return «2 години» or «90 хвилин»."""
    if minutes % 60 == 0:
        return counted(minutes // 60, _("година"), _("години"), _("годин"))
    return counted(minutes, _("хвилина"), _("хвилини"), _("хвилин"))


def steps(mine: WifiSettings) -> list[str]:
    """Return what to do, in three steps; the password of the network is told apart (`models.WifiSettings.password`)."""
    join = _("Виберіть мережу «{network}».").format(network=mine.network)
    return [join, _("Відкриється сторінка входу. Якщо ні, відкрийте будь-який сайт."), _("Введіть код.")]


def _data(codes: Iterable[WifiCode], mine: WifiSettings) -> dict[str, Any]:
    one_device = _("Код для одного пристрою.") if mine.one_device else ""
    return {
        "library": mine.library.name,
        "heading": _("Wi-Fi"),
        "steps": [tie(step) for step in steps(mine)],
        "password_name": _("Пароль мережі:") if mine.password else "",
        "password": mine.password,
        "qr": qr_svg(network_text(mine)),
        "qr_note": tie(_("Наведіть камеру, щоб приєднатися")),
        "slips": [
            {"code": digits.shown(code.code), "length": tie(f"{length_words(code)} {one_device}".strip())}
            for code in codes
        ],
    }
