from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExhibitionsConfig(AppConfig):
    name = "oseredok.collections.catalogue.exhibitions"
    label = "exhibitions"
    verbose_name = "Виставки книг"

    def ready(self) -> None:
        from oseredok.base.audit import registry as audit
        from oseredok.collections.catalogue import following
        from oseredok.collections.catalogue.exhibitions.models import Exhibit, Exhibition
        from oseredok.collections.catalogue.exhibitions.rules import CURATORS
        from oseredok.library.people import nav

        audit.register(audit.Audited(model=Exhibition, called=_("виставку книг")))
        audit.register(audit.Audited(model=Exhibit, called=_("книгу на виставці")))
        following.register(following.Pointer(Exhibit, "record", once=("exhibition",)))
        nav.register(
            nav.NavItem(
                "exhibitions:exhibitions",
                _("Виставки книг"),
                30,
                CURATORS,
                section=nav.Section.CATALOGUE,
                hint=_("Зібрати книги до дати чи теми і показати на сайті"),
            )
        )
