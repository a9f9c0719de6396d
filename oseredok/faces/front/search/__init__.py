"""The search of the public site: services, topics, pages and news, in one small ranked list.

`language` knows Ukrainian words, `engine` matches and ranks documents, `sources` makes documents of what the site has.
"""
