"""What need not be imported: libraries that another one would load and nothing here uses."""

from __future__ import annotations

import sys


def skip_grammar() -> None:
    """Let ``jsonschema`` do without its grammar of internationalised addresses, in this process.

    Call it before anything imports ``jsonschema``, as Great Expectations and nbformat do.
    """
    # Building the grammar takes over a second, and no schema here has such an address; jsonschema takes the
    # module as optional and checks every other format without it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
