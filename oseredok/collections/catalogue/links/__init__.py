"""Links of records asked at night, politely, a few hundred at a time: which are gone, which have moved."""
