from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "oseredok.collections.catalogue.quality"
    label = "quality"
    verbose_name = "Якість каталогу"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.base.jobs import registry as jobs
        from oseredok.collections.catalogue import following
        from oseredok.collections.catalogue.links.tasks import CHECKING
        from oseredok.collections.catalogue.quality import tasks
        from oseredok.collections.catalogue.quality.models import NotSame
        from oseredok.collections.catalogue.quality.rules import CHECKERS
        from oseredok.library.people import nav

        following.register(following.Pointer(NotSame, "one", once=("other",)))
        following.register(following.Pointer(NotSame, "other", once=("one",)))
        errands.register(CHECKING)
        jobs.register(tasks.count_flaws, title=tasks.TITLE)
        nav.register(
            nav.NavItem(
                "catalogue_quality:report",
                _("Якість каталогу"),
                20,
                CHECKERS,
                section=nav.Section.CATALOGUE,
                hint=_("Чого бракує в записах і що схоже на помилку: скільки, де саме і що робити"),
            )
        )
