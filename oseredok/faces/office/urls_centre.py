"""Addresses of the pages about the centre: requisites, libraries, rooms, services, hours, settings."""

from django.urls import path

from oseredok.faces.office.views import calendar, libraries, outages, printing, settings

urlpatterns = [
    path("requisites/", libraries.requisites, name="requisites"),
    path("services/", libraries.services, name="services"),
    path("libraries/", libraries.libraries, name="libraries"),
    path("libraries/new/", libraries.new_library, name="new_library"),
    path("libraries/<int:pk>/", libraries.library, name="library"),
    path("libraries/<int:pk>/move/", libraries.move_library, name="move_library"),
    path("libraries/<int:pk>/rooms/", libraries.rooms, name="rooms"),
    path("libraries/rooms/<int:pk>/", libraries.room, name="room"),
    path("calendar/", calendar.calendar_now, name="calendar_now"),
    path("calendar/<int:pk>/", calendar.calendar, name="calendar"),
    path("calendar/<int:pk>/week/", calendar.week, name="week"),
    path("calendar/<int:pk>/exception/", calendar.new_exception, name="new_exception"),
    path("calendar/exception/<int:pk>/remove/", calendar.remove_exception, name="remove_exception"),
    path("calendar/<int:pk>/outage/", outages.new_outage, name="new_outage"),
    path("calendar/outage/<int:pk>/remove/", outages.remove_outage, name="remove_outage"),
    path("holidays/", calendar.holidays, name="holidays"),
    path("holidays/switch/", calendar.switch_holidays, name="switch_holidays"),
    path("holidays/<int:pk>/remove/", calendar.remove_holiday, name="remove_holiday"),
    path("print/", printing.printing, name="printing"),
    path("print/trial/", printing.trial, name="print_trial"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<str:code>/", settings.setting, name="setting"),
]
