"""Which delivered file belongs to which form, when it came, and how a form stands on a day.

- ``folder``: the story of a year's data folder: every file to its form, every form its deliveries in order
- ``names``: a file's name: the form it is called after, and the day in it
- ``recognition``: a workbook under another name, by what it says inside
- ``received``: ``received.yaml``, where the office keeps the days and vintages of deliveries
- ``order``: which of several deliveries of a form is newer; never guessed
- ``receipts``: how a form stands on a day: due, received, late, missing

None of it needs pandas.
"""
