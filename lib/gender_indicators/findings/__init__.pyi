from .by_agency import AgencySummary, Counts, RequestedForm, agency_summaries, by_file, counted
from .faults import HIDDEN, Fault, Refusal, Tally, as_findings, did_you_mean, office_finding, shown
from .finding import AppliedCorrection, BrokenRule, Decision, Finding, Place, Severity
from .rules import FAMILIES, LEFT_OUT, RULES, Rule, Stage, filled
from .summary import decisions_of, normalised, problems_of, rule_words

__all__ = [
    "FAMILIES",
    "HIDDEN",
    "LEFT_OUT",
    "RULES",
    "AgencySummary",
    "AppliedCorrection",
    "BrokenRule",
    "Counts",
    "Decision",
    "Fault",
    "Finding",
    "Place",
    "Refusal",
    "RequestedForm",
    "Rule",
    "Severity",
    "Stage",
    "Tally",
    "agency_summaries",
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
]
