"""What the pages of a closing show: its steps, each with where it stands and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local, local_date
from oseredok.base.core.dates import clock_time, date_words
from oseredok.base.core.errors import DomainError
from oseredok.base.core.text import bytes_words, counted, number
from oseredok.base.ui.parts import Link
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.management.closing import ahead, export, leftovers, persons, queries, rules, sealed, stops
from oseredok.management.closing.models import Closing, DataDecision, State

Way = DataDecision.Way


@dataclass(frozen=True)
class Step:
    """One step: its sentences, links, and one button that does something at once (`post`: label, address)."""

    title: str
    tag: str
    state: str = ""  # `success`, `warning`, or nothing while it is not the turn of it
    lines: tuple[str, ...] = ()
    sums: str = ""
    links: tuple[Link, ...] = ()
    post: tuple[Link, ...] = ()
    stops: tuple[stops.Found, ...] = field(default=())


def screen(one: Closing, *, decides: bool, now: datetime) -> dict[str, Any]:
    """Return the page of one closing. Who does not decide gets no button."""
    is_live = one.state not in (State.CANCELLED, State.REOPENED)
    steps = list(_steps(one, decides, now)) if is_live else []
    return {
        "one": one,
        "members": one.members.all(),
        "steps": steps,
        "is_live": is_live,
        "may_cancel": decides and State.CANCELLED in rules.TRANSITIONS[State(one.state)],
        "may_move": decides and State.CANCELLED in rules.TRANSITIONS[State(one.state)],
        "back": _way_back(one, now) if decides else None,
        "idle": queries.left_without_roles(one) if one.state == State.CLOSED else [],
    }


def _steps(one: Closing, decides: bool, now: datetime) -> Iterator[Step]:
    if one.state != State.CLOSED:
        yield _unfinished(one, now)
    yield _exported(one, decides)
    decision = one.data_decision
    yield _decided(one, decision, decides)
    yield _closed(one, decides)
    if decision is not None and decision.way == Way.HAND_OVER:
        yield _handed(one, decision, decides)
    if decision is not None and decision.way != Way.MOVE:
        yield _erased(one, decision, decides)
    yield _act(one, decides)


def _unfinished(one: Closing, now: datetime) -> Step:
    found = tuple(stops.found(one, now, early=True))
    if found:
        return Step(_("Завершити розпочате"), _("є незавершене"), "warning", stops=found)
    told = _("Незакінчених відвідувань, запитів і листів немає.")
    return Step(_("Завершити розпочате"), _("завершено"), "success", (told,))


def _exported(one: Closing, decides: bool) -> Step:
    about = _(
        "CSV і JSON, підсумки, словник стовпців, журнал змін, контрольні суми. Імен і контактів читачів, паролів у файлі немає."
    )
    again = Link(_page("export_closing", one), _("Вивантажити знову") if one.exported_at else _("Вивантажити дані"))
    post = (again,) if decides else ()
    title = _("Вивантажити дані бібліотеки")
    if one.exported_at is None:
        return Step(title, _("не вивантажено"), lines=(about,), post=post)
    told = _("Вивантажено {day} о {at}: рядків {rows}, {size}.").format(
        day=date_words(local_date(one.exported_at)),
        at=clock_time(local(one.exported_at)),
        rows=number(one.export_rows),
        size=bytes_words(one.export_size),
    )
    links: tuple[Link, ...] = ()
    if decides and export.path_of(one).is_file():
        links = (Link(_page("download_closing", one), _("Завантажити файл")),)
    return Step(title, _("вивантажено"), "success", (about, told), one.export_sha256, links, post)


def _decided(one: Closing, decision: DataDecision | None, decides: bool) -> Step:
    title = _("Вирішити, що робити з даними читачів")
    link = (Link(_page("closing_data", one), _("Змінити рішення") if decision else _("Записати рішення")),)
    left = persons.readers_of(one.place).count()
    if decision is None:
        if not left:
            return Step(title, _("не потрібно"), "success", (_("Даних читачів тут немає."),))
        told = _("Тут дані {readers}.").format(readers=counted(left, _("читача"), _("читачів"), _("читачів")))
        return Step(title, _("не вирішено"), lines=(told,), links=link if decides else ())
    lines = [f"{decision.get_way_display().capitalize()}: {_whom(decision)}." if _whom(decision) else
             f"{decision.get_way_display().capitalize()}."]  # fmt: skip
    lines.append(_("Підстава: {ground}.").format(ground=decision.ground.rstrip(".")))
    if decision.moved:
        moved = counted(decision.moved, _("читача"), _("читачів"), _("читачів"))
        lines.append(_("Переведено {readers}.").format(readers=moved))
    return Step(title, _("вирішено"), "success", tuple(lines), links=link if decides and _may_redecide(one) else ())


def _may_redecide(one: Closing) -> bool:
    decision = one.data_decision
    try:
        rules.check_can_decide_data(closing=one, former=decision, way=decision.way if decision else Way.ERASE)
    except DomainError:
        return False
    return True


def _whom(decision: DataDecision) -> str:
    if decision.move_to is not None:
        return decision.move_to.short_name
    return ", ".join(part for part in (decision.recipient, decision.recipient_code) if part)


def _handed(one: Closing, decision: DataDecision, decides: bool) -> Step:
    title = _("Передати дані правонаступникові")
    if decision.handed_on is not None:
        told = _("Передано {day} Прийняв(ла): {who}.").format(
            day=date_words(decision.handed_on), who=decision.handed_to
        )
        return Step(title, _("передано"), "success", (told,), decision.sealed_sha256, _sealed_links(one, decides))
    key = Link(_page("new_closing_key", one), _("Створити пароль"))
    if not decision.seal_recipient:
        told = _("Спершу пароль: він з’явиться один раз. Тоді система складе запечатаний файл.")
        return Step(title, _("не запечатано"), lines=(told,), post=(key,) if decides else ())
    seal = Link(_page("seal_closing", one), _("Запечатати дані"))
    anew = Link(_page("new_closing_key", one), _("Створити інший пароль"))
    if decision.sealed_at is None:
        told = _("Пароль створено. Загубили його, створіть інший.")
        return Step(title, _("не запечатано"), lines=(told,), post=(seal, anew) if decides else ())
    told = _("Запечатано {day}: {readers}, {size}. Передайте файл, а пароль іншим шляхом.").format(
        day=date_words(local_date(decision.sealed_at)),
        readers=counted(decision.sealed_readers, _("читач"), _("читачі"), _("читачів")),
        size=bytes_words(decision.sealed_size),
    )
    links = _sealed_links(one, decides)
    is_whole = rules.is_sealed_whole(closing=one, decision=decision)
    links += (Link(_page("closing_handed", one), _("Записати, хто прийняв")),) if decides and is_whole else ()
    again = (Link(_page("seal_closing", one), _("Запечатати знову")), anew) if decides else ()
    if not is_whole:
        early = _(
            "Доки бібліотека працює, записуються нові читачі: після закриття запечатайте знову й тоді передавайте."
        )
        return Step(title, _("запечатано завчасно"), "warning", (early,), decision.sealed_sha256, links, again)
    return Step(title, _("запечатано"), "warning", (told,), decision.sealed_sha256, links, again)


def _sealed_links(one: Closing, decides: bool) -> tuple[Link, ...]:
    if not decides or not sealed.path_of(one).is_file():
        return ()
    return (Link(_page("download_sealed", one), _("Завантажити запечатаний файл")),)


def _closed(one: Closing, decides: bool) -> Step:
    title = _("Закрити")
    if one.closed_at is None or one.state != State.CLOSED:
        told = _("Остання перевірка скаже, що станеться і що ще заважає.")
        link = (Link(_page("last_check", one), _("До останньої перевірки")),) if decides else ()
        return Step(title, _("попереду"), lines=(told,), links=link)
    lines = [_("Закрито {day}").format(day=date_words(local_date(one.closed_at)))]
    where = one.instead.short_name if one.instead else ""
    where = ". ".join(part for part in (where, one.instead_words) if part)
    lines.append(_("Людей просимо йти сюди: {where}.").format(where=where.rstrip(".")))
    return Step(title, _("закрито"), "success", tuple(lines))


def _erased(one: Closing, decision: DataDecision, decides: bool) -> Step:
    title = _("Стерти дані читачів")
    if decision.erased_at is not None:
        told = _("Стерто {day}: {readers}. Статистика та сама.").format(
            day=date_words(local_date(decision.erased_at)),
            readers=counted(decision.erased, _("читач"), _("читачі"), _("читачів")),
        )
        copies = Link(reverse("office:backups"), _("Резервні копії, зроблені раніше, ще мають ці дані: видаліть їх"))
        return Step(title, _("стерто"), "success", (told,), links=(copies,))
    try:
        rules.check_can_erase(closing=one, decision=decision)
    except DomainError as refusal:
        return Step(title, _("попереду"), lines=(refusal.message,))
    left = persons.readers_of(one.place).count()
    told = _("Лишилося стерти: {readers}.").format(readers=counted(left, _("читач"), _("читачі"), _("читачів")))
    link = (Link(_page("erase_closing", one), _("Стерти")),) if decides else ()
    return Step(title, _("не стерто"), "warning", (told,), links=link)


def _act(one: Closing, decides: bool) -> Step:
    title = _("Скласти акт")
    if one.state != State.CLOSED:
        return Step(title, _("попереду"), lines=(_("Акт друкують після закриття."),))
    printed = Link(_page("closing_act_pdf", one), _("Переглянути акт (PDF)"))
    keep = (Link(_page("closing_act", one), _("Надрукувати з номером, додати скан")),) if decides else ()
    if one.act is None:
        return Step(title, _("не підписано"), "warning", links=(printed, *keep))
    document = Link(reverse("office:document", args=[one.act.public_id]), _("Підписаний акт"))
    return Step(title, _("підписано"), "success", links=(document, printed, *keep))


@dataclass(frozen=True)
class WayBack:
    """Until when the last step may be undone, or why it may not."""

    sentence: str
    is_open: bool


def _way_back(one: Closing, now: datetime) -> WayBack | None:
    if one.state != State.CLOSED:
        return None
    try:
        rules.check_can_reopen(closing=one, decision=one.data_decision, now=now)
    except DomainError as refusal:
        return WayBack(refusal.message, is_open=False)
    until = rules.way_back_until(one)
    told = _("До {day} закриття можна скасувати: години, ролі й переведені читачі повернуться.").format(
        day=date_words(until) if until else ""
    )
    return WayBack(told, is_open=True)


# --- Other pages --------------------------------------------------------------------------------------


def data_screen(one: Closing) -> dict[str, Any]:
    """Return whose data it is about, and what is decided already."""
    decision = one.data_decision
    known = {}
    if decision is not None:
        known = {name: getattr(decision, name) for name in ("way", "move_to", "recipient", "recipient_code", "ground")}
    return {
        "one": one,
        "known": known,
        "readers": persons.readers_of(one.place).count(),
        "elsewhere": persons.come_elsewhere_too(one.place).count() if one.place else 0,
        "is_sealed": decision is not None and decision.sealed_at is not None,
    }


def last_screen(one: Closing, *, now: datetime) -> dict[str, Any]:
    """Return what will happen and what stands in the way."""
    is_ahead = State.CLOSED in rules.TRANSITIONS[State(one.state)] or one.state == State.PREPARED
    return {
        "one": one,
        "is_ahead": is_ahead,
        "sentences": ahead.sentences(one) if is_ahead else [],
        "stops": stops.found(one, now) if is_ahead else [],
    }


def erasing_screen(one: Closing) -> dict[str, Any]:
    """Return what is erased."""
    return {
        "one": one,
        "decision": one.data_decision,
        "readers": persons.readers_of(one.place).count(),
        "elsewhere": persons.come_elsewhere_too(one.place).count() if one.place else 0,
        "rest": leftovers.counts(one.place),
    }


def to_erase(duty: Duty, now: datetime) -> Iterator[Decision]:
    """Data of a closed library that wait for somebody to erase them, told on the office's first page."""
    del duty, now  # the director of the system decides, and it waits as long as it is not done
    for one, left in queries.to_erase():
        readers = counted(left, _("читача"), _("читачів"), _("читачів"))
        sentence = _("Закрито: {what}. Дані {readers} ще не стерто").format(what=one.what, readers=readers)
        yield Decision(sentence, _page("closing", one))


def _page(name: str, one: Closing) -> str:
    return reverse(f"office:{name}", args=[one.public_id])
