"""From a delivered file to a trusted table, or to findings that say what is wrong with it.

- ``reader``: the story of reading one delivered file
- ``book``, ``sheets``, ``formats``: a file opened by what its bytes are, as sheets of raw cells
- ``delimited``, ``parquet``, ``workbook``: the sheets of a CSV file, a Parquet file and an Excel workbook
- ``package``, ``plain``: the ZIP package and the XML below a workbook
- ``grid``: raw cells before they have a type, block by block
- ``layout``: which sheet, row and column hold what, and whether the file is the one that was asked for
- ``rows``: which rows are data; totals, notes, blank and ragged rows
- ``columns``: one column, read block by block into values of its type
- ``cells``: one raw cell into a value

Most of it needs pandas and is therefore not imported here.
"""
