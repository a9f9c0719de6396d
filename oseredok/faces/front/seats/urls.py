"""Addresses of booking, under /seats/ and /en/seats/. None tells who somebody is; those of one booking cannot be guessed."""

from django.urls import path

from oseredok.faces.front.seats.views import at_the_seat, own, steps, waiting

app_name = "seats"

urlpatterns = [
    path("", steps.when, name="when"),
    path("place/", steps.where, name="where"),
    path("you/", steps.you, name="you"),
    path("book/", steps.book, name="book"),
    path("mine/", own.mine, name="mine"),
    path("queue/", waiting.join, name="queue"),
    path("q/<uuid:public_id>/", waiting.waiting, name="waiting"),
    path("q/<uuid:public_id>/take/", waiting.take, name="take"),
    path("q/<uuid:public_id>/leave/", waiting.leave, name="leave"),
    path("s/<uuid:public_id>/", at_the_seat.seat, name="seat"),
    path("s/<uuid:public_id>/photo.webp", at_the_seat.photo, name="photo"),
    path("s/<uuid:public_id>/come/", at_the_seat.come, name="come"),
    path("s/<uuid:public_id>/sit/", at_the_seat.sit, name="sit"),
    path("b/<uuid:public_id>/", own.booking, name="booking"),
    path("b/<uuid:public_id>/seat.ics", own.calendar, name="calendar"),
    path("b/<uuid:public_id>/change/", own.change, name="change"),
    path("b/<uuid:public_id>/cancel/", own.cancel, name="cancel"),
    path("b/<uuid:public_id>/extend/", own.extend, name="extend"),
    path("b/<uuid:public_id>/end/", own.end, name="end"),
]
