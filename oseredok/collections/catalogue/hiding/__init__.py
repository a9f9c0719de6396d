"""A record kept from the public by the staff, and shown again. Files of records change neither."""
