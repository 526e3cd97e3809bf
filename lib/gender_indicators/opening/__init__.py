"""A delivered file opened as sheets of raw cells, whatever its format; nothing in it is run, unpacked or trusted.

- ``book``, ``sheets``, ``formats``: a file by what its bytes are
- ``grid``: raw cells before they have a type, block by block
- ``limits``: how much a file may hold, so that refusing any takes seconds and half a gigabyte at most
- ``delimited``, ``encoding``: a CSV file, in the encoding and with the delimiter that its form's words prove
- ``parquet``, ``pages``: a Parquet file, and what it says that it unpacks to
- ``workbook``, ``sheetxml``, ``plain``, ``strings``, ``styles``: an Excel workbook, what its XML says beside values
- ``binary``, ``compound``, ``biff``: an Excel 97-2003 workbook, the OLE file around it, its records
- ``opendocument``, ``opentable``: an OpenDocument spreadsheet and its tables
- ``package``, ``markup``, ``threats``: the ZIP package and the XML below, and what neither may bring along
"""
