"""What the plan says is counted, or an office's own function; counted rows first, the division last.

Its face, ``__init__.pyi``, lists what other rooms may use; a name is imported when it is first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
