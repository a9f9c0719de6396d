"""Pages where staff write the pages of the site, under /office/pages/."""

from django.urls import path

from oseredok.faces.front.views import staff_page_versions, staff_pages

app_name = "pages"

urlpatterns = [
    path("", staff_pages.listed, name="pages"),
    path("new/", staff_pages.write, name="write"),
    path("<int:pk>/", staff_pages.preview, name="page"),
    path("<int:pk>/edit/", staff_pages.edit, name="edit"),
    path("<int:pk>/standing/", staff_pages.standing, name="standing"),
    path("<int:pk>/publish/", staff_pages.publish, name="publish"),
    path("<int:pk>/take-down/", staff_pages.take_down, name="take_down"),
    path("<int:pk>/delete/", staff_pages.delete, name="delete"),
    path("<int:pk>/bring-back/", staff_pages.bring_back, name="bring_back"),
    path("<int:pk>/move/", staff_pages.move, name="move"),
    path("<int:pk>/versions/", staff_page_versions.listed, name="versions"),
    path("<int:pk>/versions/<int:number>/", staff_page_versions.one, name="version"),
    path("<int:pk>/versions/<int:number>/restore/", staff_page_versions.restore, name="restore"),
]
