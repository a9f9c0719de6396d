"""Where the office finds reports: the menu, and «Чекає на рішення» for those that wait for a signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.library.people import nav, waiting
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.management.reports.narrative import queries, rules


def declare() -> None:
    """Make the pages known; called once, when the office starts."""
    nav.register(
        nav.NavItem(
            url_name="office:reports",
            label=gettext_lazy("Звіти про роботу"),
            order=45,
            roles=rules.READERS,
            section=nav.Section.NUMBERS,
            hint=gettext_lazy("Місяць, квартал, рік: числа самі, ваші висновки, підпис"),
        )
    )
    waiting.register(waiting.Source("reports", rules.SIGNERS, reports_to_sign))


def reports_to_sign(duty: Duty, now: datetime) -> Iterator[Decision]:
    for report in queries.waiting_for_signature(duty):
        sentence = _("Звіт {title} чекає на підпис").format(title=report.title)
        yield Decision(sentence, reverse("office:report", args=[report.public_id]))
