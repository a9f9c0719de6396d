"""Ready reports: which blocks a new report begins with. Texts are ours; everything may be changed in the report."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.periods import Kind
from oseredok.management.reports.narrative.models import Block

Words = str | Promise
K, V = Block.Kind, Block.View


@dataclass(frozen=True)
class Ready:
    """One block of a ready report."""

    kind: Block.Kind
    title: Words = ""
    text: Words = ""
    codes: tuple[str, ...] = ()
    view: Block.View = V.COMPARED


@dataclass(frozen=True)
class Template:
    """A ready report for periods of one kind."""

    code: str
    name: Words
    period: Kind
    blocks: tuple[Ready, ...]


MAIN = (
    "visits.total",
    "users.registered",
    "services.total",
    "consult.total",
    "ref.total",
    "loans.total",
    "events.total",
)
_SOURCE = _(
    "<p>Числа цього звіту пораховано за записами електронного щоденника роботи бібліотеки. Кожну послугу записано один "
    "раз, у день, коли її надали.</p>"
)

_visits = Ready(K.NUMBERS, _("Відвідування й користувачі"), codes=("visits.total", "visits.events", "users.registered"))
_help = Ready(K.NUMBERS, _("Послуги й допомога людям"), codes=("services.total", "consult.total", "ref.total"))
_events = Ready(K.EVENTS, _("Заходи"))
_told_events = Ready(K.NUMBERS, _("Заходи й навчання"), codes=("events.total", "visits.events", "training.attendances"))
_loans = Ready(K.NUMBERS, _("Видача документів"), codes=("loans.total",))
_plan = Ready(K.PLAN, _("План і факт"), codes=("visits.total", "services.total", "events.total"))
_table = Ready(K.TABLE, _("Основні показники"), codes=MAIN)
_places = Ready(K.TABLE, _("За бібліотеками"), codes=("visits.total", "services.total", "events.total"), view=V.PLACES)
_about = Ready(K.TEXT, text=_SOURCE)
_obstacles = Ready(K.TEXT, _("Що заважало працювати"))
_conclusions = Ready(K.CONCLUSIONS, _("Висновки й завдання"))

TEMPLATES = (
    Template(
        "month",
        _("Звіт про роботу за місяць"),
        "month",
        (_about, _visits, _help, _table, _events, _plan, _obstacles, _conclusions),
    ),
    Template(
        "quarter",
        _("Звіт про роботу за квартал"),
        "quarter",
        (
            _about,
            _visits,
            Ready(K.CHART, _("Відвідування за місяцями"), codes=("visits.total",), view=V.MONTHS),
            _help, _told_events, _table, _places, _plan, _obstacles, _conclusions,
        ),
    ),
    Template(
        "half_year",
        _("Звіт про роботу за півріччя"),
        "half_year",
        (
            _about,
            _visits,
            Ready(K.CHART, _("Відвідування за місяцями"), codes=("visits.total",), view=V.MONTHS),
            _help, _told_events, _loans, _table, _places, _plan, _obstacles, _conclusions,
        ),
    ),
    Template(
        "year",
        _("Звіт про роботу за рік"),
        "year",
        (
            _about,
            Ready(K.TEXT, _("Головні події року")),
            _visits,
            Ready(K.CHART, _("Відвідування за місяцями"), codes=("visits.total",), view=V.MONTHS),
            _help,
            Ready(K.CHART, _("Послуги за місяцями"), codes=("services.total",), view=V.MONTHS),
            _told_events, _loans, _table, _places, _plan, _obstacles, _conclusions,
        ),
    ),
)  # fmt: skip


def template(code: str) -> Template:
    """Return a ready report. Raises KeyError."""
    return {one.code: one for one in TEMPLATES}[code]


def for_period(kind: str) -> Template:
    """Return the ready report that suits a kind of period; the month's for any other."""
    return next((one for one in TEMPLATES if one.period == kind), TEMPLATES[0])
