"""How long the files of a half-year monitoring take: asked, the PDF under 3 seconds.

    OSEREDOK_DATA=/tmp/bench .venv/bin/python -m bench.monitoring

Freezes the last half-year of the demo (loaded first when the folder is empty) and makes each file three times; nothing
is kept.
"""

from __future__ import annotations

import os
import time

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oseredok.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from oseredok.base.core.clock import local_date
    from oseredok.base.core.periods import Period
    from oseredok.demo.centre import load_demo
    from oseredok.library.people.access import Duty
    from oseredok.library.people.models import Account, Role
    from oseredok.library.places.models import Library
    from oseredok.management.indicators.catalogue import INDICATORS
    from oseredok.management.reports.monitoring import actions, choices, outputs, queries
    from oseredok.management.reports.monitoring.models import Monitoring
    from oseredok.management.reports.monitoring.report import report

    call_command("migrate", verbosity=0)
    if not Library.objects.exists():
        load_demo(now=timezone.now(), progress=lambda part: None)
    places = list(Library.objects.all())
    director = Duty(
        Account.objects.get(username="olena"),
        places[0],
        places,
        frozenset({Role.DIRECTOR}),
        held=frozenset({(Role.DIRECTOR, None)}),
    )
    period = Period.containing("half_year", local_date(timezone.now())).previous()
    with transaction.atomic():
        for name, codes in (
            ("KPIs", choices.default_codes()),
            ("whole catalogue", tuple(one.code for one in INDICATORS)),
        ):
            Monitoring.objects.filter(scope="all").delete()
            begun = time.perf_counter()
            one = actions.start(
                period=period, places=None, codes=codes, close_period=False, duty=director, now=timezone.now()
            )
            print(f"{name}: {len(codes)} indicators, freezing {time.perf_counter() - begun:.2f} s")
            for kind in queries.OUTPUTS:
                spent = []
                for _turn in range(3):
                    begun = time.perf_counter()
                    made = outputs.make(report(one), kind=kind, now=timezone.now())
                    spent.append(time.perf_counter() - begun)
                print(f"  {kind:<11} {min(spent):5.2f}–{max(spent):.2f} s  {len(made) / 1024:6.0f} KiB")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
