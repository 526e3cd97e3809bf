"""Reproducible reporting on the targets of a provincial gender equality plan.

The house, from the top down; data flows down this list and never back:

- ``plan``, ``areas``: what was promised, and which administrative units exist on a date
- ``forms``: what agencies fill in, read into tables that remember their cells
- ``gate``: whether these tables may be trusted
- ``measures``: one function per measure of the plan
- ``assess``: the verdict on a target
- ``suppression``, ``disclosure``: what may be shown
- ``figures``: the one value object every output is made from
- ``display``, ``publish``: what a notebook shows, and the files that are published
- ``attack``: what an outsider gets out of them, tried before they are
- ``pipeline``: the whole story on one page
"""

__version__ = "0.1.0"
