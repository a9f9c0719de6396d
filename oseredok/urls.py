"""All addresses of the site. Ukrainian pages have no prefix; the English public pages live under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("desk/", include("oseredok.faces.front.urls_staff")),
    path("desk/events/", include("oseredok.services.events.urls")),
    path("desk/hall/", include("oseredok.faces.desk.hall.urls")),
    path("desk/", include("oseredok.faces.desk.urls")),
    path("office/privacy/", include("oseredok.library.privacy.urls_office")),
    path("office/pages/", include("oseredok.faces.front.urls_pages")),
    path("office/work/", include("oseredok.faces.front.work.urls_office")),
    path("office/catalogue/new/", include("oseredok.collections.catalogue.cataloguing.urls")),
    path("office/catalogue/targets/", include("oseredok.collections.catalogue.copying.urls")),
    path("office/catalogue/records/", include("oseredok.collections.catalogue.looking.urls")),
    path("office/exhibitions/", include("oseredok.collections.catalogue.exhibitions.urls")),
    path("office/catalogue/quality/", include("oseredok.collections.catalogue.quality.urls")),
    path("office/catalogue/import/", include("oseredok.collections.catalogue.imports.urls")),
    path("office/", include("oseredok.faces.office.urls")),
    path("setup/", include("oseredok.faces.office.urls_setup")),
    path("account/", include("oseredok.library.people.sign_in.urls")),
    path("people/import/", include("oseredok.library.people.imports.urls")),
    path("people/data/", include("oseredok.library.privacy.urls")),
    path("people/", include("oseredok.library.people.urls")),
    path("radius/", include("oseredok.services.wifi.urls")),
    path("look/", include("oseredok.base.ui.urls")),
    path("", include("oseredok.faces.front.urls_root")),
    path("", include("oseredok.faces.machines.urls")),
    *i18n_patterns(
        path("my/", include("oseredok.faces.cabinet.urls")),
        path("card/", include("oseredok.library.people.cards.urls")),
        path("kiosk/", include("oseredok.faces.kiosk.urls")),
        path("opinion/", include("oseredok.faces.front.opinion.urls")),
        path("hall/", include("oseredok.faces.front.hall.urls")),
        path("seats/", include("oseredok.faces.front.seats.urls")),
        path("", include("oseredok.faces.front.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "oseredok.faces.front.views.errors.bad_request"
handler403 = "oseredok.faces.front.views.errors.forbidden"
handler404 = "oseredok.faces.front.views.errors.not_found"
handler500 = "oseredok.faces.front.views.errors.server_error"
handler429 = "oseredok.library.people.sign_in.views.too_many"
