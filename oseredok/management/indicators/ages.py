"""The age scheme of the diary: six bands, each the sum of the finer groups that entries may carry.

An anonymous tap at the desk knows only the band, a reader's card gives the finer group (facts: statistics §3.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import AgeGroup
from oseredok.management.indicators.formulas import NONE


@dataclass(frozen=True)
class AgeBand:
    code: str
    label: str | Promise
    user_name: str | Promise
    groups: tuple[str, ...]


AGE_SCHEME = (
    AgeBand("0_14", _("до 14"), _("до 14 років"), (AgeGroup.A0_14, AgeGroup.A0_6, AgeGroup.A7_9, AgeGroup.A10_14)),
    AgeBand("15_17", _("15–17"), _("15–17 років"), (AgeGroup.A15_17,)),
    AgeBand("18_21", _("18–21"), _("18–21 рік"), (AgeGroup.A18_21,)),
    AgeBand("22_35", _("22–35"), _("22–35 років"), (AgeGroup.A22_35,)),
    AgeBand("36_59", _("36–59"), _("36–59 років"), (AgeGroup.A36_59,)),
    AgeBand("60p", _("60+"), _("60 років і старші"), (AgeGroup.A60P, AgeGroup.A60_74, AgeGroup.A75P)),
)
UNKNOWN_AGE = AgeBand(NONE, _("вік не вказано"), _("вік не вказано"), (NONE,))
