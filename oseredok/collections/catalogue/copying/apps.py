from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CopyingConfig(AppConfig):
    name = "oseredok.collections.catalogue.copying"
    label = "copying"
    verbose_name = "Запозичення записів"

    def ready(self) -> None:
        from oseredok.base.audit import registry as audit
        from oseredok.collections.catalogue.copying.models import Target
        from oseredok.collections.catalogue.copying.rules import KEEPERS
        from oseredok.library.people import nav

        audit.register(audit.Audited(model=Target, called=_("каталог для запозичення")))
        nav.register(
            nav.NavItem(
                "copying:targets",
                _("Каталоги для запозичення"),
                15,
                KEEPERS,
                section=nav.Section.CATALOGUE,
                hint=_("Звідки брати готові записи за ISBN: SRU, Z39.50"),
            )
        )
