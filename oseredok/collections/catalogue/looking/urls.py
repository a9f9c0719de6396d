"""Addresses of records in the office."""

from django.urls import path

from oseredok.collections.catalogue.hiding import views as hiding
from oseredok.collections.catalogue.looking import views
from oseredok.collections.catalogue.merging import views as merging

app_name = "catalogue_records"

urlpatterns = [
    path("", views.find, name="find"),
    path("<int:pk>/", views.record, name="record"),
    path("<int:pk>/card.pdf", views.card, name="card"),
    path("<int:pk>/hide/", hiding.hide, name="hide"),
    path("<int:pk>/show/", hiding.show, name="show"),
    path("<int:pk>/separate/", merging.separate, name="separate"),
    path("<int:pk>/labels.pdf", views.labels, name="labels"),
]
