"""What is sent to an agency whose data need mending: a letter, and a copy of each file with the cells marked.

- ``matters``: what each agency is written about
- ``wording``: what a letter and a marked copy say of a finding
- ``source``: a delivered file opened again, as it was read
- ``spots``, ``marks``: the row and the column of a finding's place, and the cells to be marked
- ``letter``: what the letter says, in the order of an official one; ``document``: its parts in Word
- ``marked``: the marked copy as .xlsx
- ``papers``: all of a year's letters and marked copies as files for the office's own folder

Nothing here is published: letters and copies go to ``outputs/noi-bo`` only.
"""
