"""Where the office chooses the public numbers, under /office/work/."""

from django.urls import path

from oseredok.faces.front.work import views_office

app_name = "work_office"

urlpatterns = [path("", views_office.choose, name="choose")]
