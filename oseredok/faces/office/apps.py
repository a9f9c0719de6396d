from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "oseredok.faces.office"
    label = "office"
    verbose_name = "Кабінет"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.faces.office.audience import LETTERS, NUMBERS
        from oseredok.library.people.models import Role
        from oseredok.library.people.nav import NavItem, register

        register(NavItem(url_name="office:indicators", label=_("Показники"), order=60, roles=NUMBERS))
        register(NavItem(url_name="office:diary_now", label=_("Щоденник"), order=70, roles=NUMBERS))
        register(NavItem(url_name="office:letters", label=_("Листи"), order=80, roles=LETTERS))
        register(
            NavItem(
                url_name="office:accounts",
                label=_("Працівники"),
                order=90,
                roles=(Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR),
            )
        )
