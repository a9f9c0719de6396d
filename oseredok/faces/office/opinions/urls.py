"""Addresses of opinions in the office, under /office/opinions/."""

from django.urls import path

from oseredok.faces.office.opinions import ratings, views, views_points

urlpatterns = [
    path("", views.opinions, name="opinions"),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/ratings.<str:kind>", ratings.export, name="ratings_file"),
    path("comments/", views.listed, name="comments"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("topics/", views.topics, name="topics"),
    path("topics/<int:pk>/", views.set_topic, name="set_topic"),
    path("forget/", views.forget, name="forget_follow_up"),
    path("points/", views_points.points, name="points"),
    path("points/<int:pk>/", views_points.point, name="point"),
    path("points/<int:pk>/off/", views_points.revoke, name="revoke_point"),
    path("points/<int:pk>/card-<str:size>.pdf", views_points.card, name="point_card"),
]
