"""The indicators, declared as data. Codes are stable (facts: 6nk §4): plans, targets and forms refer to them.

To add one: a line here and a line in `tests/indicators`. Nothing else counts anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.management.indicators.ages import AGE_SCHEME
from oseredok.management.indicators.formulas import Cut, Distinct, Formula, Ratio, Sum, of_groups, of_kinds

Direction = Literal["up", "down", "none"]

REMOTE = ("phone", "web", "email", "kiosk")
REFERENCES = ("reference_thematic", "reference_address", "reference_verify", "reference_fact")
LOANS = ("loan_book", "loan_periodical", "loan_electronic", "loan_av", "loan_other")
EVENTS = ("event_held", "event_held_online", "authority_meeting")
CONSULTATIONS = ("consultation", "eservice_help", "digital_skills_consultation", "ticket_purchase_help")
SERVICES = ("access", "reference", "consultation", "papers", "learning", "delivery", "catalogue", "methodical")


@dataclass(frozen=True)
class Indicator:
    """One number that the library watches. `direction`: which way is good news.

    `yearly` has a meaning for a whole year only: people register once a year, so visits of a month divided by those
    who registered in that month say nothing.
    """

    code: str
    section: str
    name: str | Promise
    unit: str | Promise
    formula: Formula
    direction: Direction = "up"
    note: str | Promise = ""
    yearly: bool = False

    @property
    def opens(self) -> Cut:
        """The filter of the entries behind the number."""
        return self.formula.opens

    @property
    def adds_up(self) -> bool:
        return self.formula.adds_up

    @property
    def breaks_down(self) -> bool:
        """Whether it is a plain sum that can be shared out by place, age, channel and theme."""
        return isinstance(self.formula, Sum)


@dataclass(frozen=True)
class Section:
    code: str
    name: str | Promise

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in INDICATORS if indicator.section == self.code)


_VISITS, _PEOPLE, _PIECES = _("відвід."), _("осіб"), _("шт")
_COPIES, _MINUTES, _PERCENT = _("прим."), _("хв"), _("%")

SECTIONS = (
    Section("visits", _("Відвідування")),
    Section("users", _("Користувачі")),
    Section("services", _("Послуги")),
    Section("ref", _("Довідки")),
    Section("consult", _("Консультації й допомога")),
    Section("loans", _("Видача документів")),
    Section("events", _("Заходи й навчання")),
    Section("delivery", _("Доставка й розсилка")),
    Section("means", _("Середні показники")),
)

_visit_all = of_kinds("visit", "visit_event")
_registered = of_kinds("user_new", "user_reregistered")
_references = of_kinds(*REFERENCES)
_consultations = of_kinds(*CONSULTATIONS)
_loans = of_kinds(*LOANS)


def _user_ages() -> Iterable[Indicator]:
    for band in AGE_SCHEME:
        formula = of_kinds("user_new", "user_reregistered", age_groups=band.groups)
        yield Indicator(f"users.age_{band.code}", "users", band.user_name, _PEOPLE, formula, "none")


def _loan_kinds() -> Iterable[Indicator]:
    names = (_("книги"), _("періодичні видання"), _("електронні документи"), _("аудіовізуальні"), _("інші"))
    for kind, name in zip(LOANS, names, strict=True):
        yield Indicator(kind.replace("loan_", "loans.kind_"), "loans", name, _COPIES, of_kinds(kind), "none")


def _loan_languages() -> Iterable[Indicator]:
    names = {"uk": _("державною мовою"), "minority": _("мовами меншин"), "foreign": _("іноземними мовами")}
    for code, name in names.items():
        yield Indicator(f"loans.lang_{code}", "loans", name, _COPIES, of_kinds(*LOANS, languages=(code,)), "none")


INDICATORS: tuple[Indicator, ...] = (
    # visits
    Indicator("visits.total", "visits", _("Відвідувань усього"), _VISITS, _visit_all),
    Indicator("visits.service", "visits", _("щоб отримати послугу"), _VISITS, of_kinds("visit")),
    Indicator("visits.events", "visits", _("на заходах"), _VISITS, of_kinds("visit_event")),
    Indicator("visits.children", "visits", _("дітей до 14 років"), _VISITS,
              of_kinds("visit", "visit_event", age_groups=AGE_SCHEME[0].groups), "none"),
    Indicator("visits.internet", "visits", _("за комп’ютером з Інтернетом"), _("сеанс."), of_kinds("internet_access")),
    Indicator("visits.coworking", "visits", _("у коворкінгу"), _("місць"), of_kinds("coworking_seat")),
    Indicator("visits.virtual", "visits", _("звернень до сайту"), _("сеанс."), of_kinds("web_visit")),
    Indicator("contacts.remote", "visits", _("Звернень телефоном, поштою, через сайт"), _PIECES,
              Sum(Cut(kinds=("phone_contact",), groups=("reference", "consultation", "papers"), channels=REMOTE))),
    # users
    Indicator("users.registered", "users", _("Користувачів за реєстраційною карткою"), _PEOPLE, _registered,
              note=_("кожну людину рахуємо раз на рік в усій системі")),
    Indicator("users.new", "users", _("нових"), _PEOPLE, of_kinds("user_new")),
    Indicator("users.reregistered", "users", _("перереєстровано"), _PEOPLE, of_kinds("user_reregistered")),
    Indicator("users.org", "users", _("Колективних користувачів (організацій)"), _PIECES,
              of_kinds("org_new", "org_reregistered"), note=_("окремо від людей: віку в них немає")),
    Indicator("users.remote", "users", _("з них обслуговуємо лише віддалено"), _PEOPLE, of_kinds("user_remote"),
              "none"),
    *_user_ages(),
    Indicator("users.active", "users", _("Різних людей прийшло з квитком"), _PEOPLE,
              Distinct(Cut(kinds=("visit", "visit_event"))),
              note=_("за рік людина одна, тому місяці не додаються до року")),
    # services
    Indicator("services.total", "services", _("Послуг надано"), _PIECES, of_groups(*SERVICES),
              note=_("без видачі книжок, платних робіт і заходів: у них свої рядки")),
    Indicator("services.access", "services", _("комп’ютер, Wi-Fi, робоче місце"), _PIECES, of_groups("access")),
    Indicator("papers.total", "services", _("допомога з листами й деклараціями"), _PIECES, of_groups("papers")),
    Indicator("papers.appeals", "services", _("звернення, запити, скарги"), _PIECES, of_kinds("appeal_help")),
    Indicator("papers.petitions", "services", _("петиції"), _PIECES, of_kinds("petition_help")),
    Indicator("papers.declarations", "services", _("декларації"), _PIECES, of_kinds("declaration_help")),
    Indicator("paid.units", "services", _("Платних послуг"), _("од."), of_groups("paid"), "none"),
    # reference
    Indicator("ref.total", "ref", _("Довідок усього"), _PIECES, _references),
    Indicator("ref.thematic", "ref", _("тематичних"), _PIECES, of_kinds("reference_thematic")),
    Indicator("ref.address", "ref", _("адресних"), _PIECES, of_kinds("reference_address")),
    Indicator("ref.verify", "ref", _("уточнювальних"), _PIECES, of_kinds("reference_verify")),
    Indicator("ref.fact", "ref", _("фактографічних"), _PIECES, of_kinds("reference_fact")),
    Indicator("ref.virtual", "ref", _("з них віртуальних"), _PIECES, of_kinds(*REFERENCES, channels=REMOTE)),
    Indicator("ref.refused", "ref", _("відмов і переадресацій"), _PIECES,
              of_kinds(*REFERENCES, outcomes=("refused", "redirected")), "down"),
    # consultations
    Indicator("consult.total", "consult", _("Консультацій"), _PIECES, _consultations),
    Indicator("consult.minutes", "consult", _("хвилин на консультації"), _MINUTES,
              Sum(Cut(kinds=CONSULTATIONS), "minutes")),
    Indicator("consult.eservices", "consult", _("з е-послугами"), _PIECES, of_kinds("eservice_help")),
    Indicator("consult.digital", "consult", _("з цифрових навичок"), _PIECES,
              of_kinds("digital_skills_consultation")),
    # loans
    Indicator("loans.total", "loans", _("Видано документів"), _COPIES, _loans),
    *_loan_kinds(),
    *_loan_languages(),
    # events
    Indicator("events.total", "events", _("Заходів"), _PIECES, of_kinds(*EVENTS)),
    Indicator("events.online", "events", _("лише онлайн"), _PIECES, of_kinds("event_held_online")),
    Indicator("events.personal_development", "events", _("з особистісного розвитку"), _PIECES,
              of_kinds("event_development")),
    Indicator("events.online_attendance", "events", _("присутніх онлайн"), _PEOPLE,
              of_kinds("event_online_attendance")),
    Indicator("events.views", "events", _("переглядів записів"), _PIECES, of_kinds("event_view")),
    Indicator("training.attendances", "events", _("Слухачів навчальних занять"), _PEOPLE, of_groups("learning")),
    # delivery
    Indicator("edd.orders", "delivery", _("Електронна доставка документів"), _("замовл."), of_kinds("edd")),
    Indicator("sdi.issues", "delivery", _("Повідомлень за темами (ВРІ, ДОК)"), _("повід."), of_kinds("sdi", "dok")),
    Indicator("ill.orders", "delivery", _("Міжбібліотечний абонемент"), _("замовл."), of_kinds("ill")),
    # means
    Indicator("mean.attendance", "means", _("Відвідуваність"), _("на користувача"),
              Ratio(of_kinds("visit"), _registered), yearly=True),
    Indicator("mean.reading", "means", _("Читаність"), _("на користувача"), Ratio(_loans, _registered), yearly=True),
    Indicator("mean.consult_minutes", "means", _("Хвилин на консультацію"), _MINUTES,
              Ratio(Sum(Cut(kinds=CONSULTATIONS), "minutes"), _consultations), "none"),
    Indicator("mean.ref_virtual", "means", _("Частка віртуальних довідок"), _PERCENT,
              Ratio(of_kinds(*REFERENCES, channels=REMOTE), _references, times=100)),
)  # fmt: skip

_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def indicator(code: str | Indicator) -> Indicator:
    """Return the indicator of this code (an indicator stays itself). Raises KeyError."""
    return _BY_CODE[code] if isinstance(code, str) else code


def described() -> str:
    """Return the reference page of all indicators (Markdown); CI compares it with the committed one."""
    lines = ["# Indicators", "", "Generated from `oseredok/management/indicators/catalogue.py`.", ""]
    for section in SECTIONS:
        lines += [f"## {section.name}", "", "| Code | Name | Unit | Formula | Good news |", "|---|---|---|---|---|"]
        lines += [
            f"| `{one.code}` | {one.name} | {one.unit} | {one.formula.words()} | {one.direction} |"
            for one in section.indicators
        ]
        lines.append("")
    return "\n".join(lines)


__all__ = ["INDICATORS", "SECTIONS", "Indicator", "Section", "described", "indicator"]
