"""Addresses of the office: what waits today, numbers, diary, letters; accounts and roles."""

from django.urls import include, path

from oseredok.faces.office.views import home
from oseredok.faces.office.wifi import views as wifi

app_name = "office"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("oseredok.faces.office.urls_numbers")),
    path("", include("oseredok.faces.office.urls_staff")),
    path("", include("oseredok.faces.office.urls_centre")),
    path("", include("oseredok.faces.office.urls_system")),
    path("", include("oseredok.faces.office.urls_documents")),
    path("hall/", include("oseredok.faces.office.hall.urls")),
    path("surveys/", include("oseredok.faces.office.surveys.urls")),
    path("", include("oseredok.faces.office.statistics_form.urls")),
    path("reports/", include("oseredok.faces.office.narrative.urls")),
    path("opinions/", include("oseredok.faces.office.opinions.urls")),
    path("", include("oseredok.faces.office.monitoring.urls")),
    path("wifi/", wifi.wifi, name="wifi"),
    path("wifi/key/", wifi.key, name="wifi_key"),
]
