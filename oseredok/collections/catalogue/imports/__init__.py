"""The way of a file of records: look at it, try it dry, carry it over, take it back."""
