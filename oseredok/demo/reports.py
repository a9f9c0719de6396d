"""The director's reports of the demo: last month's, signed and on the site, and this month's, begun after its pattern."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.people.access import Duty
from oseredok.management.indicators import actions as indicators
from oseredok.management.reports.narrative import actions, block_actions, signing
from oseredok.management.reports.narrative.models import Block, Report

OBSTACLES = (
    "<p>Дев’ять днів бібліотеки працювали за графіком відключень світла: комп’ютери й друк були доступні не щогодини. "
    "У Вільхівці генератора немає, тож людей приймали лише вдень.</p>"
)
CONCLUSIONS = (
    "<p>Людей приходить більше саме по допомогу з електронними послугами. На наступний місяць:</p>"
    "<ul><li>друга година консультацій зі смартфона щосереди, відповідає Н. Коваль;</li>"
    "<li>подати до відділу культури розрахунок на генератор для Вільхівки.</li></ul>"
)


def write_reports(*, duty: Duty, now: datetime) -> None:
    """Sign the last month's report and begin the one of this month."""
    month = Period.month(clock.local_date(now).year, clock.local_date(now).month)
    signed_at = min(now, clock.moment_at(month.start + timedelta(days=2), time(11, 20)))
    report = actions.begin_report(
        template="month", period=month.previous(), places=None, duty=duty, now=signed_at - timedelta(hours=2)
    )
    report = actions.set_details(
        report=report,
        details={"title": report.title, "addressee": "Відділу культури Тихогірської міської ради"},
        duty=duty,
        now=signed_at - timedelta(hours=2),
    )
    _write(report, "Що заважало працювати", OBSTACLES, duty=duty, now=signed_at - timedelta(hours=1))
    _write(report, "Висновки й завдання", CONCLUSIONS, duty=duty, now=signed_at - timedelta(hours=1))
    report = signing.sign_report(report=report, number="9", dated=clock.local_date(signed_at), duty=duty, now=signed_at)
    signing.publish_report(report=report, duty=duty, now=signed_at + timedelta(minutes=5))
    actions.copy_report(report=report, period=month, duty=duty, now=now)


def aim_for_the_system(*, first_day: date) -> None:
    """What «Як ми працюємо» measures the month with."""
    indicators.set_target(
        indicator="visits.total",
        place=None,
        value=Decimal(500),
        valid_from=first_day,
        source="План роботи на рік, розділ 1",
    )


def _write(report: Report, title: str, text: str, *, duty: Duty, now: datetime) -> None:
    block = Block.objects.get(report=report, title=title)
    words = block_actions.Words(title=title, text=text, codes=[], view=block.view)
    block_actions.write_block(block=block, words=words, seen=block.version, duty=duty, now=now)
