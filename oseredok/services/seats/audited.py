"""What the log of changes keeps about the hall: seats, rules, faults, clubs. Who sits where is not an office's change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.base.audit import registry as audit
from oseredok.services.seats.models import Fault, HallRules, KindRule, PlanThing, RoomPlan, Seat, Series, Station


def declare() -> None:
    """Register the models."""
    audit.register(audit.Audited(model=Seat, called=_("місце в залі"), place=lambda seat: seat.room.library_id))
    audit.register(audit.Audited(model=HallRules, called=_("правила зали"), place=lambda rules: rules.place_id))
    audit.register(
        audit.Audited(model=KindRule, called=_("правило для виду місць"), place=lambda rule: rule.rules.place_id)
    )
    audit.register(audit.Audited(model=RoomPlan, called=_("план кімнати"), place=lambda plan: plan.room.library_id))
    audit.register(
        audit.Audited(model=PlanThing, called=_("річ на плані"), place=lambda thing: thing.plan.room.library_id)
    )
    audit.register(
        audit.Audited(model=Fault, called=_("несправність місця"), place=lambda fault: fault.seat.room.library_id)
    )
    audit.register(
        audit.Audited(model=Series, called=_("постійну бронь"), place=lambda series: series.seat.room.library_id)
    )
    audit.register(
        audit.Audited(
            model=Station,
            called=_("комп’ютер місця"),
            place=lambda station: station.seat.room.library_id if station.seat else None,
            exclude=("token_mark", "code", "asked_at", "last_seen_at", "hold", "left_at"),
        )
    )
