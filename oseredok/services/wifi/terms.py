"""The term of keeping of codes; the nightly run of `library.privacy` does it with all the others. The journal stays."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.preferences.queries import value
from oseredok.library.privacy.retention import BATCH, OwnTerm
from oseredok.services.wifi.models import WifiBatch, WifiCode
from oseredok.services.wifi.preferences import KEEP_CODES


def old_codes(today: date) -> QuerySet[WifiCode]:
    """Codes that open nothing since longer than their term; whatever the router still told of them went with them."""
    before = clock.day_bounds(today - timedelta(days=value(KEEP_CODES)))[0]
    return WifiCode.objects.filter(valid_until__lt=before) | WifiCode.objects.filter(ends_at__lt=before)


def erase(today: date) -> int:
    """Erase a batch of them, and the sheets of which nothing is left; return how many codes. Inside a transaction."""
    ids = list(old_codes(today).order_by("pk").values_list("pk", flat=True)[:BATCH])
    WifiCode.objects.filter(pk__in=ids).delete()
    WifiBatch.objects.filter(good_until__lt=clock.day_bounds(today)[0], codes__isnull=True).delete()
    return len(ids)


CODES = OwnTerm("wifi", _("Стерти коди Wi-Fi, які вже не діють"), KEEP_CODES, old_codes, erase=erase)
