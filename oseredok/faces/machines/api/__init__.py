"""The read API, `/api/v1/`: records, copies, headings as JSON, described by its own OpenAPI document.

What version 1 answers is a promise: keys and parameters are added, never renamed or taken away.
"""
