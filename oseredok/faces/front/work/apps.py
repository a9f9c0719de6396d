from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "oseredok.faces.front.work"
    label = "work"
    verbose_name = "Як ми працюємо"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.faces.front.work import preferences as preferences  # declares what may be set
        from oseredok.faces.front.work.models import ShownIndicator
        from oseredok.faces.front.work.queries import name_of
        from oseredok.faces.front.work.views_office import CHOOSERS
        from oseredok.library.people import nav

        audit.register(
            audit.Audited(
                model=ShownIndicator, called=_("показник на сайті"), name=lambda shown: name_of(shown.indicator)
            )
        )
        nav.register(
            nav.NavItem(
                "work_office:choose",
                _("Числа на сайті"),
                40,
                CHOOSERS,
                section=nav.Section.SITE,
                hint=_("Що видно всім на «Як ми працюємо», фрагмент для інших сайтів"),
            )
        )
