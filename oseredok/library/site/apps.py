from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "oseredok.library.site"
    label = "site"
    verbose_name = "Сторінки сайту"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.library.site.models import FormerAddress, Page, Picture, Version

        audit.register(
            audit.Audited(
                model=Page,
                called=_("сторінку сайту"),
                place=lambda page: page.place_id,
                exclude=("created_at",),
            )
        )
        # Every version keeps its words by itself; the log need not keep them twice.
        audit.register(
            audit.Audited(
                model=Version,
                called=_("версію сторінки"),
                name=lambda version: f"{version.title}, {version}",
                place=lambda version: version.page.place_id,
                exclude=("body", "body_en", "written_at"),
            )
        )
        audit.register(
            audit.Audited(
                model=FormerAddress,
                called=_("колишню адресу сторінки"),
                place=lambda former: former.page.place_id,
                exclude=("left_at",),
            )
        )
        audit.register(
            audit.Audited(
                model=Picture,
                called=_("зображення"),
                place=lambda picture: picture.place_id,
                exclude=("public_id", "file", "small", "width", "height", "size", "added_at", "added_by"),
            )
        )
