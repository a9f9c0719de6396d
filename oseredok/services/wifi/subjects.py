"""How the journal names a used code to people: never by its digits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from oseredok.services.wifi.models import WifiCode
from oseredok.spine.journal.subjects import Subject


def describe(ids: list[str]) -> dict[str, Subject]:
    """Return a title for each code that is still kept."""
    known = WifiCode.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk): Subject(title=_("За кодом № {number}").format(number=pk)) for pk in known}
