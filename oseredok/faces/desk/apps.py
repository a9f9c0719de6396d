from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "oseredok.faces.desk"
    label = "desk"
    verbose_name = "Стійка"

    def ready(self) -> None:
        from oseredok.library.people.access import DESK
        from oseredok.library.people.nav import NavItem, register

        register(NavItem(url_name="desk:today", label=_("Сьогодні"), order=10, roles=DESK))
        register(NavItem(url_name="hall:now", label=_("Зала"), order=20, roles=DESK))
        register(NavItem(url_name="desk:wifi", label=_("Wi-Fi"), order=60, roles=DESK))

        from oseredok.faces.desk.waiting_files import number_of_files

        register(NavItem(url_name="desk:printing", label=_("Друк"), order=40, roles=DESK, count=number_of_files))

        from oseredok.library.people.registry import reader_actions

        reader_actions.register(
            reader_actions.ReaderAction(
                url_name="desk:reader_visit", label=_("Записати відвідування"), order=10, roles=DESK, icon="door-open"
            )
        )
        reader_actions.register(
            reader_actions.ReaderAction(
                url_name="desk:renew_reader",
                label=_("Перереєструвати"),
                order=20,
                roles=DESK,
                icon="refresh-cw",
                offered=reader_actions.needs_renewal,
            )
        )
        reader_actions.register_for_list(
            reader_actions.ListAction(
                url_name="desk:register_reader", label=_("Записати читача"), order=10, roles=DESK, icon="user-plus"
            )
        )
