"""A page as a tree of plain data, and the writers that make an output format of it.

Its face, ``__init__.pyi``, lists what a writer in a package of its own uses.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
