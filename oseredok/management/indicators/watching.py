"""What a member of staff keeps on the own dashboard."""

from __future__ import annotations

from oseredok.library.people.models import Account
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.indicators.models import Watched


def watched(*, account: Account) -> tuple[str, ...]:
    """Return the codes in the chosen order; those that are gone with an older version are left out."""
    known = {one.code for one in INDICATORS}
    codes = Watched.objects.filter(account=account).values_list("indicator", flat=True)
    return tuple(code for code in codes if code in known)
