from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "oseredok.collections.catalogue"
    label = "catalogue"
    verbose_name = "Каталог"

    def ready(self) -> None:
        from oseredok.base.audit import registry as audit
        from oseredok.base.core import errands, uploads
        from oseredok.base.jobs import registry as jobs
        from oseredok.base.preferences.queries import value
        from oseredok.collections.catalogue.cataloguing.rules import CATALOGUERS
        from oseredok.collections.catalogue.imports import tasks
        from oseredok.collections.catalogue.imports.preferences import LARGEST_FILE
        from oseredok.collections.catalogue.imports.queries import IMPORTERS
        from oseredok.collections.catalogue.looking.views import LOOKERS
        from oseredok.collections.catalogue.models import Record
        from oseredok.collections.catalogue.searching import SOURCE
        from oseredok.library.people import nav
        from oseredok.spine.search import sources

        sources.register(SOURCE)
        audit.register(audit.Audited(model=Record, called=_("запис каталогу"), told_by_actions=True))
        errands.register(tasks.FOLLOWING)
        jobs.register(tasks.check_records, title=_("Перевірити файл записів"))
        jobs.register(tasks.carry_records, title=_("Перенести записи в каталог"))
        jobs.register(tasks.undo_records, title=_("Скасувати перенесення записів"))
        uploads.allow_larger("catalogue_imports:batches", megabytes=lambda: value(LARGEST_FILE))
        nav.register(
            nav.NavItem(
                url_name="catalogue_records:find",
                label=_("Записи каталогу"),
                order=5,
                roles=LOOKERS,
                section=nav.Section.CATALOGUE,
                hint=_("Знайти за номером чи назвою, побачити запис, як надійшов, надрукувати картку й наліпки"),
            )
        )
        nav.register(
            nav.NavItem(
                url_name="catalogue_new:start",
                label=_("Новий запис"),
                order=3,
                roles=CATALOGUERS,
                section=nav.Section.CATALOGUE,
                hint=_("Описати книгу, статтю, номер журналу: з готового запису або самим"),
            )
        )
        nav.register(
            nav.NavItem(
                url_name="catalogue_imports:batches",
                label=_("Перенести каталог"),
                order=10,
                roles=IMPORTERS,
                section=nav.Section.CATALOGUE,
                hint=_("Записи з ІРБІС, Koha або Excel: спершу перевірити, потім перенести"),
            )
        )
