"""From a delivered file to a trusted table, or to findings that say what is wrong with it.

- ``reader``: the story of reading one delivered file
- ``book``, ``sheets``, ``formats``: a file opened by what its bytes are, as sheets of raw cells
- ``limits``: how much a file may hold, so that refusing any takes seconds and half a gigabyte at most
- ``delimited``, ``encoding``: a CSV file, in the encoding and with the delimiter that its form's words prove
- ``parquet``, ``pages``: a Parquet file, and what it says that it unpacks to
- ``workbook``, ``sheetxml``, ``plain``, ``strings``, ``styles``: an Excel workbook, what its XML says beside values
- ``binary``, ``compound``, ``biff``: an Excel 97-2003 workbook, the OLE file around it, its records
- ``opendocument``, ``opentable``: an OpenDocument spreadsheet and its tables
- ``package``, ``markup``, ``threats``: the ZIP package and the XML below, and what neither may bring along
- ``grid``: raw cells before they have a type, block by block
- ``layout``: which sheet, row and column hold what, and whether the file is the one that was asked for
- ``rows``: which rows are data; totals, notes, blank and ragged rows
- ``columns``: one column, read block by block into values of its type
- ``cells``: one raw cell into a value

Most of it needs pandas and is therefore not imported here.
"""
