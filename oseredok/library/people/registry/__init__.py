"""Readers: found, registered, shown; what the registry itself holds of them."""
