"""What other programs open: OAI-PMH (`/oai/`), SRU (`/sru/`), the read API (`/api/v1/`), files and maps of the catalogue.

Everything here is public and only reads. Words of the protocols (errors, diagnostics, the API's description) are English:
their standards have them so, and programmers of any country read them.
"""
