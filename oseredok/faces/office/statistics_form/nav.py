"""«Дані для 6-НК» in the office's menu and among what waits."""

from django.utils.translation import gettext_lazy as _

from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.statistics_form.reminders import six_nk_due
from oseredok.library.people import nav, waiting
from oseredok.management.reports.statistics_form.rules import FILLERS


def declare() -> None:
    nav.register(
        nav.NavItem(
            url_name="office:six_nk_now",
            label=_("Дані для 6-НК"),
            order=60,
            roles=NUMBERS,
            section=nav.Section.NUMBERS,
            hint=_("Річна форма: показники самі, решта від руки, зведені дані"),
        )
    )
    waiting.register(waiting.Source("six-nk", FILLERS, six_nk_due))
