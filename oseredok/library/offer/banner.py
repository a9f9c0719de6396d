"""The printable poster: eight services, three QR codes, the door. One page of A4, A3 or A1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import tie
from oseredok.base.papers import qr
from oseredok.base.papers.pdf import render_pdf
from oseredok.base.ui import icons
from oseredok.library.offer import queries
from oseredok.library.places import hours, wording
from oseredok.library.places.models import Library

Size = Literal["a4", "a3", "a1"]
SIZES: Final[dict[str, int]] = {"a4": 210, "a3": 297, "a1": 594}
"""Width in millimetres; the height follows from the A series."""

MODULE: Final = 0.8
"""The least side of a QR module on A4, mm; larger sheets have larger ones, for they are read from afar."""
_MOST_LINES = 4  # of hours: more would run into the QR codes
_SPARE_ICON = "circle-question-mark"


@dataclass(frozen=True)
class Link:
    """A page that a phone opens from the poster. Only pages whose task already works."""

    title: str | Promise
    hint: str | Promise
    path: str


# Paper outlives a release: these addresses stay. A test compares them with the site's.
LINKS: Final = (
    Link(lazy("Послуги"), lazy("усе, що ми робимо, і як отримати"), "services/"),
    Link(lazy("Як дістатися"), lazy("адреса, години, вхід без сходів"), "visit/"),
    Link(lazy("Новини"), lazy("зустрічі, події, оголошення"), "news/"),
)


def banner_pdf(
    *,
    library: Library,
    size: Size,
    colour: bool,
    base_url: str,
    now: datetime,
    links: Sequence[Link] = LINKS,
) -> bytes:
    """Make the poster of `library` as a tagged PDF of one page, in Ukrainian.

    `base_url` is the site's address that the QR codes begin with. Raises ValueError for an unknown size.
    """
    if size not in SIZES:
        raise ValueError(f"no poster of size {size!r}")
    with translation.override("uk"):
        schedule, today = hours.load(library), local_date(now)
        system = library.system
        data = {
            "width": SIZES[size],
            "colour": colour,
            "module": MODULE,
            "library": system.short_name,
            "subtitle": _("Центр інформації громадян і коворкінг"),
            "centre": system.centre_name,
            "tagline": tie(_("Тут світло, тепло, є інтернет і людина, яка допоможе")),
            "services": [
                {"title": kind.banner_title or kind.short_name, "hint": tie(kind.banner_hint), "icon": _icon(kind.icon)}
                for kind in queries.banner_kinds()
            ],
            "promise": _("Більшість послуг безкоштовна. Реєстрація не потрібна. Двері відчинені для всіх."),
            "links": [_link(one, base_url) for one in links],
            "address": library.address,
            "access": tie(
                ". ".join(
                    part.strip(" .") for part in (*library.access_notes.splitlines(), library.shelter_notes) if part
                )
            ),
            "hours": wording.hours_lines(schedule, today)[:_MOST_LINES],
            "contacts": ", ".join(part for part in (library.phone, library.email) if part),
        }
        title = _("%(centre)s: послуги") % {"centre": system.centre_name}
        return render_pdf(template="offer/banner.typ", data=data, title=title, made_at=now)


def _link(link: Link, base_url: str) -> dict[str, str | int]:
    address = base_url.rstrip("/") + "/" + link.path
    shown = address.split("://")[-1].rstrip("/")
    return {
        "title": str(link.title),
        "hint": tie(str(link.hint)),
        "address": shown,
        "qr": qr.qr_svg(address),
        "modules": len(qr.qr_matrix(address)),
        "alt": _("QR-код: %(address)s") % {"address": shown},
    }


def _icon(name: str) -> str:
    """The icon's file; an unknown name, typed by hand in the office, becomes a question mark."""
    known = name if name in icons.names() else _SPARE_ICON
    return (icons.FOLDER / f"{known}.svg").read_text(encoding="utf-8")
