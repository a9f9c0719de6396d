"""A record described by hand: a form by its kind, a look at how it will be cited, its copies, corrections.

`kinds` says which questions each kind of record has, `forms` asks them, `draft` turns answers into a description and back.
A description that is corrected keeps whatever the form does not ask about.
"""
