"""The columns of the diary, declared (facts: 6nk §5.1–5.4)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.management.indicators.ages import AGE_SCHEME, UNKNOWN_AGE
from oseredok.management.indicators.catalogue import CONSULTATIONS, EVENTS, LOANS, REFERENCES, REMOTE
from oseredok.management.indicators.formulas import NONE, Cut
from oseredok.management.reports.diary.parts import Column
from oseredok.spine.journal.models import Language

REGISTERED = ("user_new", "user_reregistered")
VISITS = ("visit", "visit_event")
REQUEST_GROUPS = ("reference", "consultation", "papers")

TITLES = {
    "I": _("Користувачі й відвідування"),
    "II": _("Видача документів"),
    "III": _("Масова робота"),
    "IV": _("Довідкова й інформаційна робота"),
}


def users_and_visits() -> tuple[Column, ...]:
    """Part I: one row per working day."""
    registered, visits = _("Записано й перереєстровано"), _("Відвідувань")
    return (
        Column(_("усього"), Cut(kinds=REGISTERED), registered),
        *(Column(band.label, Cut(kinds=REGISTERED, age_groups=band.groups), registered) for band in AGE_SCHEME),
        Column(_("усього"), Cut(kinds=VISITS), visits),
        Column(_("діти до 14"), Cut(kinds=VISITS, age_groups=AGE_SCHEME[0].groups), visits),
        Column(_("на заходах"), Cut(kinds=("visit_event",)), visits),
        Column(_("інтернет-місця"), Cut(kinds=("internet_access",)), _("З них послуги")),
        Column(_("коворкінг"), Cut(kinds=("coworking_seat",)), _("З них послуги")),
        Column(_("звернень"), Cut(kinds=("web_visit",)), _("До сайту")),
    )


def loans() -> tuple[Column, ...]:
    """Part II: by content, kind, language and age. The class scheme is data of the offer."""
    classes = Theme.objects.filter(scheme=ServiceKind.Scheme.UDC).order_by("order", "pk")
    languages = {Language.UK: _("державна"), Language.MINORITY: _("мови меншин"), Language.FOREIGN: _("іноземні")}
    kinds = zip(LOANS, (_("книги"), _("періодика"), _("електронні"), _("аудіо, відео"), _("інші")), strict=True)
    content, by_kind, by_language, by_age = _("За змістом"), _("За видом"), _("За мовою"), _("За віком читача")
    return (
        Column(_("усього"), Cut(kinds=LOANS), _("Видано")),
        *(_class_column(theme) for theme in classes),
        Column(_("без класу"), Cut(kinds=LOANS, themes=(NONE,)), content),
        *(Column(name, Cut(kinds=(kind,)), by_kind) for kind, name in kinds),
        *(Column(name, Cut(kinds=LOANS, languages=(code.value,)), by_language) for code, name in languages.items()),
        *(Column(band.label, Cut(kinds=LOANS, age_groups=band.groups), by_age) for band in AGE_SCHEME),
        Column(UNKNOWN_AGE.label, Cut(kinds=LOANS, age_groups=UNKNOWN_AGE.groups), by_age),
    )


def _class_column(theme: Theme) -> Column:
    index = theme.name.split(" ", 1)[0]
    has_index = index[:1].isdigit()
    return Column(
        index if has_index else theme.name,
        Cut(kinds=LOANS, themes=(theme.code,)),
        _("За змістом"),
        hint=theme.name if has_index else "",
    )


def events() -> tuple[Column, ...]:
    """The sums of part III."""
    held, present = _("Заходів"), _("Присутніх")
    return (
        Column(_("усього"), Cut(kinds=EVENTS), held),
        Column(_("лише онлайн"), Cut(kinds=("event_held_online",)), held),
        Column(_("особистісного розвитку"), Cut(kinds=("event_development",)), held),
        Column(_("у бібліотеці"), Cut(kinds=("visit_event",)), present),
        Column(_("з них дітей до 14"), Cut(kinds=("visit_event",), age_groups=AGE_SCHEME[0].groups), present),
        Column(_("онлайн"), Cut(kinds=("event_online_attendance",)), present),
        Column(_("переглядів запису"), Cut(kinds=("event_view",)), _("Окремо")),
    )


def requests() -> tuple[Column, ...]:
    """The sums of part IV."""
    references, help_given = _("Довідок"), _("Консультацій і допомоги")
    signs = zip(REFERENCES, ("Т", "А", "У", "Ф"), strict=True)
    return (
        Column(_("усього"), Cut(kinds=REFERENCES), references),
        *(Column(sign, Cut(kinds=(kind,)), references) for kind, sign in signs),
        Column(_("віртуальних"), Cut(kinds=REFERENCES, channels=REMOTE), references),
        Column(_("відмов"), Cut(kinds=REFERENCES, outcomes=("refused", "redirected")), references),
        Column(_("консультацій"), Cut(kinds=CONSULTATIONS), help_given),
        Column(_("хвилин"), Cut(kinds=CONSULTATIONS), help_given, of="minutes"),
        Column(_("листів, петицій, декларацій"), Cut(groups=("papers",)), help_given),
        Column(_("телефоном"), Cut(kinds=("phone_contact",)), _("Звернень")),
    )


SIGNS = {
    "reference_thematic": "Т",
    "reference_address": "А",
    "reference_verify": "У",
    "reference_fact": "Ф",
    **dict.fromkeys(CONSULTATIONS, "К"),
}
