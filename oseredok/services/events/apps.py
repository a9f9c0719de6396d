from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "oseredok.services.events"
    label = "events"
    verbose_name = "Події"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.library.people import nav
        from oseredok.library.people.access import DESK
        from oseredok.services.events.models import HeldEvent
        from oseredok.services.events.subjects import describe
        from oseredok.spine.journal import subjects

        subjects.register("events", describe)
        audit.register(
            audit.Audited(
                model=HeldEvent,
                called=_("запис про захід"),
                place=lambda event: event.place_id,
                exclude=("key",),
            )
        )
        nav.register(nav.NavItem(url_name="events:held", label=_("Події"), order=50, roles=DESK))
