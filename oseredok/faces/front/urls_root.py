"""Addresses that machines know by heart; they have no language."""

from django.urls import path

from oseredok.faces.front.views import machines, pictures

app_name = "machines"

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path("pictures/<uuid:public_id>/", pictures.picture, name="picture"),
    path("pictures/<uuid:public_id>/small/", pictures.picture, {"is_small": True}, name="small_picture"),
    path(".well-known/security.txt", machines.security, name="security"),
]
