"""The card on a reader's phone. The signed link is all that opens it."""

from django.urls import path

from oseredok.library.people.cards import views as card_views

app_name = "phone_card"

urlpatterns = [
    path("<str:token>/", card_views.phone_card, name="card"),
    path("<str:token>/kvytok.png", card_views.phone_picture, name="picture"),
]
