"""Addresses of «Зала», under /desk/hall/."""

from django.urls import path

from oseredok.faces.desk.hall.views import board, bookings, clubs, people, queue, seats, sessions

app_name = "hall"

urlpatterns = [
    path("", board.now, name="now"),
    path("live/", board.live, name="live"),
    path("told/<int:pk>/", board.told, name="told"),
    path("sit/", people.sit, name="sit"),
    path("turned-away/", people.turned_away, name="turned_away"),
    path("seat/<uuid:public_id>/", seats.seat, name="seat"),
    path("seat/<uuid:public_id>/fault/", seats.fault, name="fault"),
    path("seat/<uuid:public_id>/expected/", seats.expected, name="expected"),
    path("seat/<uuid:public_id>/fixed/", seats.fixed, name="fixed"),
    path("find/", bookings.find, name="find"),
    path("book/", bookings.book, name="book"),
    path("b/<uuid:public_id>/", bookings.one, name="one"),
    path("b/<uuid:public_id>/slip.pdf", bookings.slip, name="slip"),
    path("b/<uuid:public_id>/change/", bookings.change, name="change"),
    path("b/<uuid:public_id>/cancel/", bookings.cancel, name="cancel"),
    path("b/<uuid:public_id>/came/", sessions.came, name="came"),
    path("b/<uuid:public_id>/missed/", sessions.missed, name="missed"),
    path("b/<uuid:public_id>/extend/", sessions.extend, name="extend"),
    path("b/<uuid:public_id>/end/", sessions.end, name="end"),
    path("b/<uuid:public_id>/move/", sessions.move, name="move"),
    path("b/<uuid:public_id>/mistake/", sessions.mistake, name="mistake"),
    path("b/<uuid:public_id>/lend/", sessions.lend, name="lend"),
    path("b/<uuid:public_id>/back/", sessions.back, name="back"),
    path("queue/join/", queue.join, name="join"),
    path("queue/<uuid:public_id>/accept/", queue.accept, name="accept"),
    path("queue/<uuid:public_id>/leave/", queue.leave, name="leave"),
    path("clubs/", clubs.listed, name="clubs"),
    path("clubs/new/", clubs.make, name="new_club"),
    path("clubs/<uuid:public_id>/", clubs.one, name="club"),
    path("clubs/<uuid:public_id>/cancel/", clubs.cancel, name="cancel_club"),
]
