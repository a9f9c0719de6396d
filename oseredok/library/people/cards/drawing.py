"""The card itself: barcode (Code 128) and QR with its number, on paper by ten or by one, and on a phone's screen.

The number is all that a card holds. The name is printed only where the library has chosen so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from barcode.codex import Code128
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import by_fours
from oseredok.base.papers.pdf import render_pdf, render_png
from oseredok.base.papers.qr import qr_svg
from oseredok.base.preferences import registry
from oseredok.base.preferences.queries import value
from oseredok.library.people.models import Reader
from oseredok.library.places.models import Library

QUIET_MODULES = 10  # Code 128 wants ten light modules on either side
PRINT_NAME = registry.register(
    registry.YesNo(
        code="people.card_with_name",
        group="people",
        question=gettext_lazy("Друкувати на квитку ім’я читача?"),
        hint=gettext_lazy("Без імені загублений квиток нікого не видає."),
        default=False,
        effect=lambda named: _("На квитку буде прізвище та ім’я.") if named else _("На квитку буде лише номер."),
    )
)
TWO_SIDES = registry.register(
    registry.YesNo(
        code="people.card_two_sides",
        group="people",
        question=gettext_lazy("Друкувати зворот квитка з адресою і телефоном бібліотеки?"),
        default=False,
        effect=lambda both: (
            _("Аркуш друкують з двох боків, перевертаючи по довгому краю.")
            if both
            else _("Квиток друкують з одного боку.")
        ),
    )
)
PHONE_DAYS = registry.register(
    registry.Whole(
        code="people.phone_card_days",
        group="people",
        question=gettext_lazy("Скільки днів діє посилання на квиток у телефоні?"),
        hint=gettext_lazy("Заміна квитка гасить посилання одразу."),
        default=365,
        least=1,
        most=1100,
        unit=("день", "дні", "днів"),
    )
)


@dataclass(frozen=True)
class Face:
    """What one card shows."""

    number: str
    name: str = ""


def face_of(reader: Reader) -> Face:
    """Return the card of a reader: with the name only if the library prints names."""
    named = value(PRINT_NAME)
    name = " ".join(part for part in (reader.surname, reader.given_name) if part) if named else ""
    return Face(number=reader.card_number, name=name)


def barcode_modules(number: str) -> str:
    """Return the modules of the barcode, `1` is dark; without the quiet zones."""
    modules: str = Code128(number).build()[0]
    return modules


def barcode_svg(number: str, *, title: str = "", height: int = 40) -> str:
    """Return an `<svg>` of the barcode with its quiet zones: dark on white in any theme, without a style attribute."""
    modules = barcode_modules(number)
    width = len(modules) + 2 * QUIET_MODULES
    bars, place = [], 0
    while place < len(modules):
        end = place
        while end < len(modules) and modules[end] == modules[place]:
            end += 1
        if modules[place] == "1":
            bars.append(f"M{place + QUIET_MODULES} 0h{end - place}v{height}h-{end - place}z")
        place = end
    named = f' role="img" aria-label="{title}"' if title else ' aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none"{named}>'
        f'<path fill="#fff" d="M0 0h{width}v{height}H0z"/><path fill="#000" d="{"".join(bars)}"/></svg>'
    )


def card_qr_svg(number: str) -> str:
    """Return the QR of the number alone: a scanner that reads it types the same digits."""
    return qr_svg(number)


def card_pdf(reader: Reader, *, made_at: datetime) -> bytes:
    """Return one card, 85.6 × 54 mm, for a card printer or scissors."""
    return _paper([face_of(reader)], reader.home_library, sheet=False, made_at=made_at)


def sheet_pdf(faces: Sequence[Face], library: Library, *, made_at: datetime) -> bytes:
    """Return A4 pages of ten cards with crop marks. Raises ValueError without cards."""
    return _paper(faces, library, sheet=True, made_at=made_at)


def phone_png(number: str, library: Library, *, made_at: datetime) -> bytes:
    """Return the picture that a reader keeps in the phone: barcode, QR and number, no name."""
    data = _data([Face(number)], library, sheet=False)
    return render_png(template="people/phone.typ", data=data, title=_("Квиток читача"), pixels_per_inch=300)


def _paper(faces: Sequence[Face], library: Library, *, sheet: bool, made_at: datetime) -> bytes:
    if not faces:
        raise ValueError("no cards to print")
    title = _("Квитки читачів") if sheet else _("Квиток читача")
    data = _data(faces, library, sheet=sheet)
    return render_pdf(template="people/cards.typ", data=data, title=title, made_at=made_at)


def _data(faces: Sequence[Face], library: Library, *, sheet: bool) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "both": value(TWO_SIDES),
        "centre": library.system.centre_name,
        "library": library.system.short_name,
        "back": [
            _("Квиток дійсний в усіх бібліотеках системи."),
            _("Загубили або знайшли? Скажіть нам:"),
            *[line for line in (library.name, library.address, library.phone) if line],
        ],
        "cards": [
            {
                "number": by_fours(face.number),
                "name": face.name,
                "barcode": barcode_svg(face.number),
                "qr": card_qr_svg(face.number),
                "barcode_alt": _("Штрихкод {number}").format(number=face.number),
                "qr_alt": _("QR-код {number}").format(number=face.number),
            }
            for face in faces
        ],
    }


__all__ = [
    "PHONE_DAYS",
    "PRINT_NAME",
    "TWO_SIDES",
    "Face",
    "barcode_modules",
    "barcode_svg",
    "card_pdf",
    "card_qr_svg",
    "face_of",
    "phone_png",
    "sheet_pdf",
]
