"""Pages where staff write news and answer for reported barriers, under /desk/."""

from django.urls import path

from oseredok.faces.front.views import pictures, staff_barriers, staff_misses, staff_news

app_name = "newsroom"

urlpatterns = [
    path("news/", staff_news.listed, name="news"),
    path("news/new/", staff_news.write, name="write"),
    path("news/pictures/", pictures.add, name="add_picture"),
    path("news/<int:pk>/", staff_news.preview, name="preview"),
    path("news/<int:pk>/edit/", staff_news.edit, name="edit"),
    path("news/<int:pk>/plan/", staff_news.plan, name="plan"),
    path("news/<int:pk>/picture/", staff_news.illustrate, name="illustrate"),
    path("news/<int:pk>/publish/", staff_news.publish, name="publish"),
    path("news/<int:pk>/unpublish/", staff_news.unpublish, name="unpublish"),
    path("misses/", staff_misses.listed, name="misses"),
    path("barriers/", staff_barriers.listed, name="barriers"),
    path("barriers/<int:pk>/", staff_barriers.one, name="barrier"),
]
