"""The term of keeping of searches by e-mail; the nightly run of `library.privacy` does it with all the others."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.preferences.queries import value
from oseredok.library.privacy.retention import BATCH, OwnTerm, back
from oseredok.services.alerts import actions
from oseredok.services.alerts.models import SavedSearch
from oseredok.services.alerts.preferences import KEEP_SEARCHES


def kept_until(search: SavedSearch, *, months: int) -> date:
    """Return until which day an address is written to unless its owner prolongs it."""
    return back(clock.local_date(search.kept_since), months=-months)


def old_searches(today: date) -> QuerySet[SavedSearch]:
    """Searches by e-mail that nobody has prolonged for the term."""
    cut = back(today, months=value(KEEP_SEARCHES))
    return SavedSearch.objects.filter(kept_since__lt=clock.day_bounds(cut)[0]).exclude(email="").order_by("pk")


SEARCHES = OwnTerm(
    "saved_searches",
    _("Стерти пошуки й адреси, яких люди не продовжили"),
    KEEP_SEARCHES,
    old_searches,
    erase=lambda today: actions.forget(old_searches(today), now=timezone.now(), limit=BATCH),
)
