"""A record on its way out: MARC21, UNIMARC, MARCXML, ISO 2709, Dublin Core, JSON, a row of a table.

`entries.entries(pks)` reads what goes out, with as few questions to the database as one; the rest is pure. `files.FORMATS`
names the formats that people and programs may have.
"""
