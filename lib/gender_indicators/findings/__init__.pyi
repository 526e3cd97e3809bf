from .by_agency import AgencyStanding, Asked, Counts, by_file, counted, standings
from .faults import HIDDEN, Fault, Refusal, Tally, as_findings, did_you_mean, office_finding, shown
from .finding import AppliedCorrection, Decision, Finding, Place, Problem, Severity
from .rules import FAMILIES, LEFT_OUT, RULES, Rule, Stage, filled
from .summary import decisions_of, normalised, problems_of, rule_words

__all__ = [
    "FAMILIES",
    "HIDDEN",
    "LEFT_OUT",
    "RULES",
    "AgencyStanding",
    "AppliedCorrection",
    "Asked",
    "Counts",
    "Decision",
    "Fault",
    "Finding",
    "Place",
    "Problem",
    "Refusal",
    "Rule",
    "Severity",
    "Stage",
    "Tally",
    "as_findings",
    "by_file",
    "counted",
    "decisions_of",
    "did_you_mean",
    "filled",
    "normalised",
    "office_finding",
    "problems_of",
    "rule_words",
    "shown",
    "standings",
]
