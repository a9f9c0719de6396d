"""Addresses of numbers: indicators, entries behind them, the diary, targets; and letters."""

from django.urls import path

from oseredok.faces.office.views import diary, entries, figures, indicators, letters, targets

urlpatterns = [
    path("indicators/", indicators.overview, name="indicators"),
    path("indicators/all/", indicators.catalogue, name="indicator_list"),
    path("indicators/watch/", indicators.watch, name="watch"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:code>/", figures.history, name="figure_history"),
    path("indicators/<str:code>/", indicators.indicator, name="indicator"),
    path("entries/", entries.entries, name="entries"),
    path("entries/entries.<str:kind>", entries.export, name="entries_file"),
    path("diary/", diary.now, name="diary_now"),
    path("diary/<str:code>/<str:part>/", diary.diary, name="diary"),
    path("diary/<str:code>/diary.<str:kind>", diary.file, name="diary_file"),
    path("targets/", targets.targets, name="targets"),
    path("targets/<int:pk>/end/", targets.end, name="end_target"),
    path("letters/", letters.letters, name="letters"),
    path("letters/test/", letters.test, name="test_letter"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/resend/", letters.resend, name="resend_letter"),
]
