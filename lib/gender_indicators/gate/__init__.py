"""May these tables be trusted: rules, corrections, waivers, findings.

- ``check``: :func:`~gender_indicators.gate.check.check`, the one entrance: tables in, checked tables and findings out
- ``rules``: every rule in words: what it asks, why, what is expected, who does what about it
- ``tables``: the rules inside one table, as a Great Expectations suite (imported in the child process only)
- ``worker``: :class:`~gender_indicators.gate.worker.TableGate`, the process Great Expectations runs in
- ``cross``: the rules between tables and between years
- ``units``: the rules about administrative units: codes, levels, completeness
- ``corrections``: cells the office replaces
- ``waivers``: findings the office accepts
- ``entries``: what an entry of params/<year>.yaml points at
- ``report``: from a broken rule to a finding; what is hidden in sensitive forms; the order of findings

All but ``rules`` need pandas and are therefore not imported here.
"""

from gender_indicators.gate.rules import RULES, Rule

__all__ = ["RULES", "Rule"]
