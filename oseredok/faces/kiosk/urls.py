"""Addresses of the tablet at the exit and of the seats' computers, under /kiosk/ and /en/kiosk/.

A tablet's secret is the code in its address; a computer's is the token in its cookie, so all of them have one address.
"""

from django.urls import path

from oseredok.faces.kiosk import views
from oseredok.faces.kiosk.station import views as station

app_name = "kiosk"

urlpatterns = [
    path("seat/", station.page, name="seat"),
    path("seat/state.json", station.state, name="seat_state"),
    path("seat/offline/", station.offline, name="seat_offline"),
    path("seat/worker.js", station.worker, name="seat_worker"),
    path("seat/sign-in/", station.sign_in, name="seat_sign_in"),
    path("seat/card/", station.sign_in_by_card, name="seat_card"),
    path("seat/start/", station.start, name="seat_start"),
    path("seat/extend/", station.extend, name="seat_extend"),
    path("seat/end/", station.end, name="seat_end"),
    path("seat/rate/", station.rate, name="seat_rate"),
    path("seat/ready/", station.ready, name="seat_ready"),
    path("<str:code>/", views.tile, name="tile"),
    path("<str:code>/more/", views.more, name="more"),
]
