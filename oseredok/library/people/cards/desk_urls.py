"""Addresses of cards and of merging, inside the space of people."""

from django.urls import path

from oseredok.library.people.cards import views as card_views
from oseredok.library.people.merging import views as merge_views

urlpatterns = [
    path("<uuid:public_id>/card/", card_views.card, name="card"),
    path("<uuid:public_id>/card/print/", card_views.print_card, name="print_card"),
    path("<uuid:public_id>/card/replace/", card_views.replace_card, name="replace_card"),
    path("<uuid:public_id>/card/send/", card_views.send_card, name="send_card"),
    path("cards/", card_views.sheets, name="card_sheets"),
    path("cards/day/", card_views.day_sheet, name="day_sheet"),
    path("cards/chosen/", card_views.chosen_sheet, name="chosen_sheet"),
    path("cards/blank/", card_views.blank_sheet, name="blank_sheet"),
    path("cards/<int:pk>/", card_views.batch_sheet, name="batch_sheet"),
    path("duplicates/", merge_views.suspected, name="duplicates"),
    path("duplicates/different/", merge_views.different, name="different"),
    path("<uuid:public_id>/merge/", merge_views.choose, name="choose_merge"),
    path("<uuid:public_id>/merge/<uuid:other_id>/", merge_views.compare, name="compare"),
    path("merges/<int:pk>/", merge_views.merge, name="merge"),
    path("merges/<int:pk>/undo/", merge_views.undo, name="undo_merge"),
]
