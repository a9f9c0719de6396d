"""Indicators of the journal: what was done, declared as data (facts: 6nk §4)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from oseredok.management.indicators.ages import AGE_SCHEME
from oseredok.management.indicators.formulas import Cut, Distinct, Formula, Outside, Sum, of_groups, of_kinds
from oseredok.management.indicators.indicator import Indicator, Words

REMOTE = ("phone", "web", "email", "kiosk")
REFERENCES = ("reference_thematic", "reference_address", "reference_verify", "reference_fact")
LOANS = ("loan_book", "loan_periodical", "loan_electronic", "loan_av", "loan_other")
PRINTING = ("printing_bw", "printing_color")
EVENTS = ("event_held", "event_held_online", "authority_meeting")
CONSULTATIONS = ("consultation", "eservice_help", "digital_skills_consultation", "ticket_purchase_help")
SERVICES = ("access", "reference", "consultation", "papers", "learning", "delivery", "catalogue", "methodical")

VISITS, PEOPLE, PIECES = _("відвід."), _("осіб"), _("шт")
COPIES, PAGES, MINUTES, PERCENT = _("прим."), _("стор."), _("хв"), _("%")

FLAGS: dict[str, Words] = {
    "idp": _("переселенців і переселенок"),
    "disability": _("людей з інвалідністю"),
    "veteran": _("ветеранів і ветеранок"),
    "veteran_family": _("з родин ветеранів"),
    "large_family": _("з багатодітних родин"),
    "low_income": _("малозабезпечених"),
    "carer": _("тих, хто доглядає за людиною"),
    "war_affected": _("постраждалих від бойових дій"),
}
STATUSES: dict[str, Words] = {
    "pupil": _("учнів"),
    "student": _("студентів"),
    "unemployed": _("тих, хто тимчасово не працює"),
    "pensioner": _("пенсіонерів"),
}
CLASSES: dict[str, Words] = {
    "0": _("0 загальний відділ, наука, комп’ютери"),
    "1": _("1 філософія, психологія"),
    "2": _("2 релігія"),
    "3": _("3 суспільні науки, право, економіка, освіта"),
    "5": _("5 природничі науки, математика"),
    "6": _("6 прикладні науки, техніка (без 61 і 63)"),
    "61": _("61 медицина"),
    "63": _("63 сільське господарство"),
    "7": _("7 мистецтво (без 79)"),
    "79": _("79 розваги, ігри, спорт"),
    "80_81": _("80/81 мовознавство"),
    "82": _("82 літературознавство"),
    "fiction": _("художня література"),
    "local_lore": _("краєзнавство"),
    "children": _("дитяча література (до 9 років)"),
}

WEB_VISITS = Outside("figures", "visits.virtual", "flow")
"""Written by hand: the product does not count who opens the site, its host does."""
VISITS_ALL = of_kinds("visit", "visit_event")
REGISTERED = of_kinds("user_new", "user_reregistered")
REFERENCES_ALL = of_kinds(*REFERENCES)
CONSULTATIONS_ALL = of_kinds(*CONSULTATIONS)
LOANS_ALL = of_kinds(*LOANS)


def _user_ages() -> Iterable[Indicator]:
    for band in AGE_SCHEME:
        formula = of_kinds("user_new", "user_reregistered", age_groups=band.groups)
        yield Indicator(f"users.age_{band.code}", "users", band.user_name, PEOPLE, formula, "none")


def _loan_kinds() -> Iterable[Indicator]:
    names = (_("книги"), _("періодичні видання"), _("електронні документи"), _("аудіовізуальні"), _("інші"))
    for kind, name in zip(LOANS, names, strict=True):
        yield Indicator(kind.replace("loan_", "loans.kind_"), "loans", name, COPIES, of_kinds(kind), "none")


def _loan_languages() -> Iterable[Indicator]:
    names = {"uk": _("державною мовою"), "minority": _("мовами меншин"), "foreign": _("іноземними мовами")}
    for code, name in names.items():
        yield Indicator(f"loans.lang_{code}", "loans", name, COPIES, of_kinds(*LOANS, languages=(code,)), "none")


def _loan_classes() -> Iterable[Indicator]:
    for code, name in CLASSES.items():
        yield Indicator(f"loans.class_{code}", "loans", name, COPIES, of_kinds(*LOANS, themes=(code,)), "none")


def _user_categories() -> Iterable[Indicator]:
    """What people tell of themselves: categories overlap, each is published only in large enough numbers."""
    kinds = ("user_new", "user_reregistered")
    told: tuple[tuple[str, Words, Formula], ...] = (
        *((flag, name, Outside("groups", flag, "flow")) for flag, name in FLAGS.items()),
        *((status, name, of_kinds(*kinds, statuses=(status,))) for status, name in STATUSES.items()),
    )
    for code, name, formula in told:
        note = _("зі слів людини, за її згодою") if isinstance(formula, Outside) else ""
        yield Indicator(f"users.{code}", "users", name, PEOPLE, formula, "none", note=note, sensitive=True)


WORK: tuple[Indicator, ...] = (
    # visits
    Indicator("visits.total", "visits", _("Відвідувань усього"), VISITS, VISITS_ALL),
    Indicator("visits.service", "visits", _("щоб отримати послугу"), VISITS, of_kinds("visit")),
    Indicator("visits.events", "visits", _("на заходах"), VISITS, of_kinds("visit_event")),
    Indicator("visits.children", "visits", _("дітей до 14 років"), VISITS,
              of_kinds("visit", "visit_event", age_groups=AGE_SCHEME[0].groups), "none"),
    Indicator("visits.internet", "visits", _("за комп’ютером з Інтернетом"), _("сеанс."), of_kinds("internet_access")),
    Indicator("visits.coworking", "visits", _("у коворкінгу"), _("місць"), of_kinds("coworking_seat")),
    Indicator("visits.virtual", "visits", _("звернень до сайту"), _("сеанс."), WEB_VISITS,
              note=_("за лічильником сайту, без роботів")),
    Indicator("contacts.remote", "visits", _("Звернень телефоном, поштою, через сайт"), PIECES,
              Sum(Cut(kinds=("phone_contact",), groups=("reference", "consultation", "papers"), channels=REMOTE))),
    # users
    Indicator("users.registered", "users", _("Користувачів за реєстраційною карткою"), PEOPLE, REGISTERED,
              note=_("кожну людину рахуємо раз на рік в усій системі")),
    Indicator("users.new", "users", _("нових"), PEOPLE, of_kinds("user_new")),
    Indicator("users.reregistered", "users", _("перереєстровано"), PEOPLE, of_kinds("user_reregistered")),
    Indicator("users.org", "users", _("Колективних користувачів (організацій)"), PIECES,
              of_kinds("org_new", "org_reregistered"), note=_("окремо від людей: віку в них немає")),
    Indicator("users.remote", "users", _("з них обслуговуємо лише віддалено"), PEOPLE, of_kinds("user_remote"),
              "none"),
    *_user_ages(),
    *_user_categories(),
    Indicator("users.active", "users", _("Різних людей прийшло з квитком"), PEOPLE,
              Distinct(Cut(kinds=("visit", "visit_event"))),
              note=_("за рік людина одна, тому місяці не додаються до року")),
    # services
    Indicator("services.total", "services", _("Послуг надано"), PIECES, of_groups(*SERVICES),
              note=_("без видачі книжок, платних робіт і заходів: у них свої рядки")),
    Indicator("services.access", "services", _("комп’ютер, Wi-Fi, робоче місце"), PIECES, of_groups("access")),
    Indicator("services.wifi", "services", _("з них підключень до Wi-Fi"), _("сеанс."), of_kinds("wifi")),
    Indicator("papers.total", "services", _("допомога з листами й деклараціями"), PIECES, of_groups("papers")),
    Indicator("papers.appeals", "services", _("звернення, запити, скарги"), PIECES, of_kinds("appeal_help")),
    Indicator("papers.petitions", "services", _("петиції"), PIECES, of_kinds("petition_help")),
    Indicator("papers.declarations", "services", _("декларації"), PIECES, of_kinds("declaration_help")),
    Indicator("print.pages", "services", _("сторінок роздруковано"), PAGES, of_kinds(*PRINTING)),
    Indicator("print.colour_pages", "services", _("з них у кольорі"), PAGES, of_kinds("printing_color"), "none"),
    Indicator("copy.pages", "services", _("сторінок скопійовано"), PAGES, of_kinds("copying")),
    Indicator("scan.pages", "services", _("сторінок відскановано"), PAGES, of_kinds("scanning", "scanning_ocr")),
    Indicator("paid.units", "services", _("Платних послуг"), _("од."), of_groups("paid"), "none"),
    # reference
    Indicator("ref.total", "ref", _("Довідок усього"), PIECES, REFERENCES_ALL),
    Indicator("ref.thematic", "ref", _("тематичних"), PIECES, of_kinds("reference_thematic")),
    Indicator("ref.address", "ref", _("адресних"), PIECES, of_kinds("reference_address")),
    Indicator("ref.verify", "ref", _("уточнювальних"), PIECES, of_kinds("reference_verify")),
    Indicator("ref.fact", "ref", _("фактографічних"), PIECES, of_kinds("reference_fact")),
    Indicator("ref.virtual", "ref", _("з них віртуальних"), PIECES, of_kinds(*REFERENCES, channels=REMOTE)),
    Indicator("ref.refused", "ref", _("відмов і переадресацій"), PIECES,
              of_kinds(*REFERENCES, outcomes=("refused", "redirected")), "down"),
    # consultations
    Indicator("consult.total", "consult", _("Консультацій"), PIECES, CONSULTATIONS_ALL),
    Indicator("consult.minutes", "consult", _("хвилин на консультації"), MINUTES,
              Sum(Cut(kinds=CONSULTATIONS), "minutes")),
    Indicator("consult.eservices", "consult", _("з е-послугами"), PIECES, of_kinds("eservice_help")),
    Indicator("consult.digital", "consult", _("з цифрових навичок"), PIECES,
              of_kinds("digital_skills_consultation")),
    # loans
    Indicator("loans.total", "loans", _("Видано документів"), COPIES, LOANS_ALL),
    *_loan_kinds(),
    *_loan_languages(),
    *_loan_classes(),
    # events
    Indicator("events.total", "events", _("Заходів"), PIECES, of_kinds(*EVENTS)),
    Indicator("events.online", "events", _("лише онлайн"), PIECES, of_kinds("event_held_online")),
    Indicator("events.personal_development", "events", _("з особистісного розвитку"), PIECES,
              of_kinds("event_development")),
    Indicator("events.exhibitions", "events", _("виставок"), PIECES,
              of_kinds(*EVENTS, themes=("book_exhibition", "virtual_exhibition"))),
    Indicator("events.online_attendance", "events", _("присутніх онлайн"), PEOPLE,
              of_kinds("event_online_attendance")),
    Indicator("events.views", "events", _("переглядів записів"), PIECES, of_kinds("event_view")),
    Indicator("training.attendances", "events", _("Слухачів навчальних занять"), PEOPLE, of_groups("learning")),
    # seats
    Indicator("seats.sessions", "seats", _("Хвилин за місцями в коворкінгу"), MINUTES,
              Sum(Cut(kinds=("coworking_seat",)), "minutes")),
    Indicator("seats.no_show", "seats", _("Броней, за якими не прийшли"), PIECES, of_kinds("seat_no_show"), "down"),
    Indicator("seats.refusals", "seats", _("Не вистачило вільного місця"), _("випадк."), of_kinds("seat_refusal"), "down",
              note=_("людину рахуємо раз на день")),
    Indicator("seats.downtime", "seats", _("Хвилин, коли місця не працювали"), MINUTES,
              Sum(Cut(kinds=("seat_downtime",)), "minutes"), "down", note=_("лише години, коли зала відчинена")),
    Indicator("seats.lost", "seats", _("Хвилин, утрачених через тривоги, світло й поломки"), MINUTES,
              Sum(Cut(kinds=("seat_lost",)), "minutes"), "down"),
    # delivery
    Indicator("edd.orders", "delivery", _("Електронна доставка документів"), _("замовл."), of_kinds("edd")),
    Indicator("sdi.issues", "delivery", _("Повідомлень за темами (ВРІ, ДОК)"), _("повід."), of_kinds("sdi", "dok")),
    Indicator("ill.orders", "delivery", _("Міжбібліотечний абонемент"), _("замовл."), of_kinds("ill")),
)  # fmt: skip
