from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "oseredok.library.people.imports"
    label = "imports"
    verbose_name = "Перенесення читачів"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.base.jobs import registry as jobs
        from oseredok.library.people import holders, nav
        from oseredok.library.people.imports import holding, tasks
        from oseredok.library.people.imports.queries import IMPORTERS

        errands.register(tasks.FORGETTING)
        jobs.register(tasks.check_file, title=_("Перевірити файл читачів"))
        jobs.register(tasks.carry_file, title=_("Перенести читачів із файлу"))
        jobs.register(tasks.undo_file, title=_("Скасувати перенесення читачів"))
        holders.register(holding.HOLDER)
        nav.register(
            nav.NavItem(
                url_name="imports:batches",
                label=_("Перенести з файлу"),
                order=60,
                roles=IMPORTERS,
                section=nav.Section.PEOPLE,
                hint=_("Читачі з Excel або CSV: спершу перевірити, потім перенести"),
            )
        )
