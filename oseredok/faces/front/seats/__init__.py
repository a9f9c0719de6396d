"""Booking a seat without an account: time first, four screens; the page of a booking, of a place in the queue, of a seat."""
