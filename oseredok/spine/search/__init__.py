"""The one search over everything that the centre has. It knows no books and no news: rooms above register `sources`.

`analysis` knows Ukrainian words, `query` reads what people type, `engines` find, `indexer` keeps the index by the outbox,
`finding` is what pages call. Decisions: ADR 19.
"""
