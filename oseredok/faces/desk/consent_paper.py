"""The consent that a person signs on paper: filled with what is typed so far, what is empty is written by hand."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.phones import display_phone
from oseredok.base.papers.pdf import render_pdf
from oseredok.faces.desk.register_form import RegisterForm
from oseredok.library.people.registry.contacts import whole_phone
from oseredok.library.places.models import Library
from oseredok.library.privacy import queries as privacy
from oseredok.library.privacy.models import Purpose

_LONGEST = 160


def pdf(*, form: RegisterForm, child: bool, place: Library, now: datetime) -> bytes:
    """Make the paper from a form that need not be whole yet."""
    today = clock.local_date(now)
    texts = privacy.texts_in_force(on=today)
    wanted = [Purpose.GUARDIAN, Purpose.CARD] if child else [Purpose.CARD]
    return render_pdf(
        template="desk/consent.typ",
        title=_("Згода на обробку персональних даних"),
        data={
            "library": place.system.name,
            "lines": [place.name, place.address],
            "dated": today,
            "told": _told(form, child=child),
            "texts": [
                {
                    "title": texts[purpose].title,
                    "version": _("редакція {number}").format(number=texts[purpose].version),
                    "parts": [part for part in texts[purpose].body.split("\n\n") if part.strip()],
                }
                for purpose in wanted
                if purpose in texts
            ],
            "signer": _("Підпис когось із батьків або опікуна") if child else _("Підпис"),
        },
        made_at=now,
    )


def _told(form: RegisterForm, *, child: bool) -> list[tuple[str, str]]:
    def typed(name: str) -> str:
        return " ".join(str(form[name].value() or "").split())[:_LONGEST]

    def phone(name: str) -> str:
        return display_phone(whole_phone(typed(name))) or typed(name)

    if form.is_organisation:
        return [
            (_("Назва організації"), typed("surname")),
            (_("Відповідальна особа"), typed("responsible_person")),
            (_("Телефон"), phone("phone")),
        ]
    name = " ".join(part for part in (typed("surname"), typed("given_name"), typed("patronymic")) if part)
    rows = [(_("Прізвище, ім’я, по батькові"), name), (_("Рік народження"), typed("birth_year"))]
    if child:
        rows += [
            (_("Хто з батьків або опікунів"), typed("guardian_name")),
            (_("Телефон батьків або опікуна"), phone("guardian_phone")),
        ]
    return [*rows, (_("Телефон"), phone("phone")), (_("Електронна пошта"), typed("email"))]
