"""«Стан системи»: is the centre well, what to do if not, and what it stands on."""

import os
import platform
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oseredok import __version__
from oseredok.base.core import database, health
from oseredok.base.core.text import bytes_words
from oseredok.faces.office.audience import SYSTEM
from oseredok.library.people.access import StaffRequest, staff


@staff(*SYSTEM)
@require_safe
def system(request: StaffRequest) -> HttpResponse:
    """What is wrong first, each with its cure; then what is well; then the numbers for whoever is asked on the phone."""
    now = timezone.now()
    seen = list(health.findings(now=now))
    values = {
        "wrong": sorted((one for one in seen if one.level is not health.Level.WELL), key=_worst_first),
        "well": [one for one in seen if one.level is health.Level.WELL],
        "facts": list(_facts(now)),
    }
    return render(request, "office/system/system.html", values)


def _worst_first(one: health.Finding) -> bool:
    return one.level is not health.Level.BAD


def _facts(now: datetime) -> Iterator[tuple[str, str]]:
    disk = shutil.disk_usage(settings.DATA)
    yield _("Осередок"), _("версія {version}").format(version=__version__)
    yield _("База даних"), f"{database.title()}, {bytes_words(database.size())}"
    yield _("Файли"), bytes_words(_weight(Path(settings.MEDIA_ROOT)))
    yield _("Диск"), _("вільно {free} із {total}").format(free=bytes_words(disk.free), total=bytes_words(disk.total))
    yield _("Тека даних"), str(settings.DATA)
    yield _("Програми"), f"Python {platform.python_version()}, Django {django.get_version()}, {platform.system()}"


def _weight(folder: Path) -> int:
    """Return how many bytes the kept files take."""
    return sum(Path(where, name).stat().st_size for where, _dirs, names in os.walk(folder) for name in names)
