"""The catalogue for people: a record's page, browsing, new arrivals, exhibitions, a list of one's own. Nothing here needs an account."""
