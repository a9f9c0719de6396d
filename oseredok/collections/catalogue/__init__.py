"""The electronic catalogue: bibliographic records, copies, headings, and how they come in.

The shape, for whoever builds upon it:

* `models.Record` is one description. What is searched, sorted, counted or filtered by the database stands in columns
  (`kind`, `title`, `author`, `year`, `year_to`, `language`, `title_key`, `author_key`, `edition_key`, `match_key`); what is
  only read stands in `data`, whose keys `crosswalk.description.Data` names and explains. `deleted_at` keeps what has gone,
  so that harvesters hear of it, `hidden_at` what staff keep from the public; `objects` sees all, `Record.present` what is
  there, `Record.live` what everybody may see (`models.is_live("record")` in joins). `changed_at` is the moment that a
  harvester asks by.
* `models.Source` (`record.source`) is the record as it came: bytes, format, dialect, encoding. Nothing ever changes them.
  The source of a record written here is what was typed (`native`), written anew when it is corrected.
* `models.Copy` is a copy or a lot of copies at a `Location`; a location is a code of the source system that the library
  has tied to one of its branches, so `copy.location.library` is the branch.
* `models.Heading` is a person, body, topic or place once, whatever letters look alike in it; `Mention` ties it to records
  with a role of `crosswalk.roles.Role`. Browse lists come from here: `Heading.sort_key` is in Ukrainian order.
* `models.Number` holds ISBN and ISSN without hyphens (ISBN always of 13 digits).
* `edition_key` is equal for editions of one work (title and first author), `match_key` for two descriptions of one book.

* `formats` cuts a file into raw records and parses each (`formats.reading`); `crosswalk.describe` turns a parsed record into
  `Data` and copies; `describing.prepare` puts keys to it; `storing` writes prepared records in bulk and is what a form that
  saves one record uses too; `imports` is the way of a file: look, try, carry, take back; `cataloguing` is
  the form.

Letters are mended (Latin «i» in a Ukrainian word) only in keys, never in what is shown and never in the source.
"""
