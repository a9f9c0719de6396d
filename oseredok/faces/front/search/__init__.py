"""The search of the public site: its page, its feed, and what the site itself has to be found."""
