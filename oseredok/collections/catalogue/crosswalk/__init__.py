"""MARC21, UNIMARC and IRBIS → one model, declared as tables: a tag, its subfields, what they become."""
