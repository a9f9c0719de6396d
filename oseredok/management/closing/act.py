"""The act of a closing on paper, with the requisites of an organisational document (ДСТУ 4163) [M med: to be checked].

The program fills in what it knows; number and day are given by who signs. A scan of the signed paper is kept in the
register of documents, where it belongs.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, date_words, short_date
from oseredok.base.core.errors import Conflict
from oseredok.base.core.text import bytes_words, counted, signature
from oseredok.base.core.text import number as number_words
from oseredok.base.papers.pdf import render_pdf
from oseredok.library.documents import actions as documents
from oseredok.library.documents.models import Document
from oseredok.library.people.access import Duty
from oseredok.library.places import queries as places
from oseredok.management.closing import end_actions, rules
from oseredok.management.closing.models import Closing, DataDecision, Member, State

Way = DataDecision.Way


def check_can_print(closing: Closing) -> None:
    """Raise Conflict (`not_closed_yet`): an act tells of what was done."""
    if closing.state != State.CLOSED:
        raise Conflict(_("Акт друкують після закриття."), code="not_closed_yet")


def pdf(*, closing: Closing, number: str, dated: date | None, now: datetime) -> bytes:
    """Make the act. Without a number or a day a line is left for the pen. Raises Conflict (`not_closed_yet`)."""
    check_can_print(closing)
    return render_pdf(
        template="closing/act.typ",
        data=_data(closing, number=number, dated=dated, now=now),
        title=title(closing),
        made_at=now,
    )


def title(closing: Closing) -> str:
    """Return what the act is called in the register."""
    return _("Акт про закриття: {what}").format(what=closing.place.name if closing.place else closing.what)


@transaction.atomic
def attach(*, closing: Closing, file: UploadedFile, number: str, dated: date, duty: Duty, now: datetime) -> Document:
    """Keep a scan of the signed act in the register of documents; a second file is added to the same line.

    Raises:
        NotAllowed; Conflict (`not_closed_yet`, and as `documents.add_document`, `add_file`); Invalid (days, `file_…`).
    """
    rules.check_decides(by=duty.account)
    closing = Closing.objects.select_for_update(of=("self",)).select_related("place", "act").get(pk=closing.pk)
    check_can_print(closing)
    act = closing.act or documents.add_document(
        details={
            "kind": Document.Kind.OTHER,
            "number": number,
            "dated": dated,
            "title": title(closing),
            "place": None,  # of the system: nobody holds a role at a closed library
            "seen_by": Document.For.LEADERS,
            "in_force_from": None,
            "in_force_until": None,
            "review_on": None,
            "replaces": None,
            "note": "",
        },
        duty=duty,
        now=now,
    )
    documents.add_file(document=act, file=file, duty=duty, now=now)
    if closing.act is None:
        closing.act = act
        closing.save()
    return act


# --- What stands in it --------------------------------------------------------------------------------


def _data(closing: Closing, *, number: str, dated: date | None, now: datetime) -> dict[str, Any]:
    system = places.system()
    members = list(closing.members.all())
    chair = [one for one in members if one.part == Member.Part.CHAIR]
    rest = [one for one in members if one.part != Member.Part.CHAIR]
    return {
        "founder": system.founder if system else "",
        "library": system.name if system else "",
        "code": _("Код ЄДРПОУ {code}").format(code=system.registry_code) if system and system.registry_code else "",
        "kind": _("АКТ"),
        "dated": date_words(dated) if dated else "____ ____________ 20____",
        "number": f"№ {number}" if number else "№ ________",
        "town": system.town if system else "",
        "heading": _("Про закриття: {what}").format(what=closing.place.name if closing.place else _("увесь центр")),
        "intro": [
            _("Підстава: {decision} від {day} № {number}; {ground}.").format(
                decision=closing.get_decided_by_display(),
                day=short_date(closing.order_date),
                number=closing.order_number,
                ground=closing.ground.rstrip("."),
            )
        ],
        "commission": {
            "title": _("Складено комісією"),
            "people": [[_("Голова"), one.name] for one in chair] + [[_("Член комісії"), one.name] for one in rest],
        },
        "sections": [_closed(closing), _exported(closing), _persons(closing)],
        "closing": [
            _("Акт складено у ____ примірниках, які зберігають: ______________________________________________."),
        ],
        "signatures": {
            "title": _("Підписи"),
            "people": [[_("Голова комісії"), _signer(one.name)] for one in chair]
            + [[_("Член комісії"), _signer(one.name)] for one in rest],
        },
        "mark": _("Числа й контрольні суми взято з Осередку {day} о {at}.").format(
            day=short_date(clock.local_date(now)), at=clock_time(clock.local(now))
        ),
    }


def _closed(closing: Closing) -> dict[str, Any]:
    lines = []
    for place in end_actions.libraries(closing):
        address = f", {place.address}" if place.address else ""
        day = date_words(place.closed_on) if place.closed_on else ""
        lines.append(_("Закрито з {day}: {name}{address}.").format(day=day, name=place.name, address=address))
    taken = len(end_actions.taken_roles(closing))
    if taken:
        roles = counted(taken, _("роль працівника"), _("ролі працівників"), _("ролей працівників"))
        lines.append(_("Припинено: {roles}. Історію ролей збережено.").format(roles=roles))
    where = closing.instead_words
    if closing.instead is not None:
        named = ", ".join(part for part in (closing.instead.name, closing.instead.address) if part)
        where = f"{named}. {where}".strip() if where else named
    if where:
        lines.append(_("Людей просять звертатися: {where}.").format(where=where.rstrip(".")))
    return {"title": _("1. Що закрито"), "lines": lines, "files": []}


def _exported(closing: Closing) -> dict[str, Any]:
    files = []
    if closing.exported_at is not None:
        files.append(
            {
                "name": file_name(closing),
                "what": _("Усі дані без персональних: CSV, JSON, словник, підсумки, файли. Рядків: {rows}.").format(
                    rows=number_words(closing.export_rows)
                ),
                "size": bytes_words(closing.export_size),
                "sums": _by_eights(closing.export_sha256),
            }
        )
    decision = closing.data_decision
    if decision is not None and decision.sealed_at is not None:
        readers = counted(decision.sealed_readers, _("читача"), _("читачів"), _("читачів"))
        files.append(
            {
                "name": sealed_name(closing),
                "what": _("Персональні дані {readers}, запечатано паролем у форматі age.").format(readers=readers),
                "size": bytes_words(decision.sealed_size),
                "sums": _by_eights(decision.sealed_sha256),
            }
        )
    lines = []
    if closing.exported_at is not None:
        lines.append(
            _("Вивантажено {day} у відкритих форматах:").format(day=date_words(clock.local_date(closing.exported_at)))
        )
    return {"title": _("2. Що вивантажено"), "lines": lines, "files": files}


def _persons(closing: Closing) -> dict[str, Any]:
    decision = closing.data_decision
    heading = _("3. Персональні дані читачів")
    if decision is None:
        return {"title": heading, "lines": [_("Персональних даних читачів не було.")], "files": []}
    lines = [
        _("Рішення: {way}. Підстава: {ground}.").format(
            way=decision.get_way_display(), ground=decision.ground.rstrip(".")
        )
    ]
    if decision.move_to is not None:
        moved = counted(decision.moved, _("читача"), _("читачів"), _("читачів"))
        lines.append(_("Переведено {readers} до: {name}.").format(readers=moved, name=decision.move_to.name))
    if decision.handed_on is not None:
        code = f", {decision.recipient_code}" if decision.recipient_code else ""
        readers = counted(decision.sealed_readers, _("читача"), _("читачів"), _("читачів"))
        lines.append(
            _("Передано {day} дані {readers}: {recipient}{code}. Прийняв(ла): {taker}.").format(
                day=date_words(decision.handed_on),
                readers=readers,
                recipient=decision.recipient,
                code=code,
                taker=decision.handed_to,
            )
        )
    elif decision.way == Way.HAND_OVER:
        lines.append(_("Ще не передано."))
    if decision.erased_at is not None:
        erased = counted(decision.erased, _("читача"), _("читачів"), _("читачів"))
        day = date_words(clock.local_date(decision.erased_at))
        lines.append(_("Стерто {day} дані {readers}. Статистика лишилася тією самою.").format(day=day, readers=erased))
    elif decision.way != Way.MOVE:
        lines.append(_("На час складання акта ще не стерто."))
    return {"title": heading, "lines": lines, "files": []}


def file_name(closing: Closing) -> str:
    """Return the name by which the export is given out."""
    return f"oseredok-dani-{closing.place.code if closing.place else 'tsentr'}.zip"


def sealed_name(closing: Closing) -> str:
    """Return the name by which the sealed file is given out."""
    return f"oseredok-chytachi-{closing.place.code if closing.place else 'tsentr'}.zip"


def _signer(name: str) -> str:
    """Return the person as papers are signed: «Гнатюк Лідія, заступниця голови» is «Лідія ГНАТЮК»."""
    person = name.partition(",")[0].strip()
    words = person.split()
    return signature(words[1], words[0]) if len(words) in (2, 3) else person


def _by_eights(text: str) -> list[str]:
    return [text[at : at + 8] for at in range(0, len(text), 8)]
