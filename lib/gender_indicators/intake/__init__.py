"""From the raw cells of a delivered file to a trusted table, or to findings that say what is wrong with it.

- ``reader``: the story of reading one delivered file; ``known``: what is understood beside codes and numbers
- ``choice``: which of its sheets hold the form
- ``layout``, ``headers``: which row and column of a sheet hold what, and whether it is the form that was asked for
- ``sheet_rows``: one sheet into typed rows
- ``rows``, ``totals``: which rows are data; totals held against them, headings, notes, signatures
- ``columns``, ``cells``: one column, read block by block; one raw cell into a value
- ``numbers``, ``dates``, ``text``: what a text can stand for as a number, a day, a Vietnamese word
- ``unit_names``, ``units``: administrative units by name, never guessed

Most of it needs pandas and is therefore not imported here.
"""
