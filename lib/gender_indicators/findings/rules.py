"""Every rule the data are held to, in words: ``params/rules.yaml`` of the program, read once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from gender_indicators.base import PROGRAM, Bilingual, Strict, Text, load_model
from gender_indicators.findings.finding import Severity

Stage = Literal["reading", "gate", "office"]
LEFT_OUT = "history.left_out"


def _as_text(value: object) -> Text:
    return value if isinstance(value, Text) else Bilingual.model_validate(value).text


def _with_codes(entries: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {code: {"code": code, **entry} for code, entry in entries.items()}


Words = Annotated[Text, BeforeValidator(_as_text)]


class Rule(Strict):
    """One rule. ``what`` it asks and ``why``, in words for everybody, hold no value and no brace.

    ``stage`` says when it is asked: on reading a file, by the gate, or of the office's own folders and entries.
    ``expected`` and ``action`` are templates of a finding, ``title`` is the short name a waiver prints. A rule that
    is not ``waivable`` cannot be accepted as it is. More than ``fold_above`` like faults of one column are told as
    one finding at the first place. ``normalised`` names what reading brought into the form's own shape, for
    counting. ``office``: the coordinator mends it in its own folder, no agency is written to.
    """

    code: str
    stage: Stage
    severity: Severity
    what: Words
    why: Words
    title: Words | None = None
    expected: Words = Text("", "")
    action: Words = Text("", "")
    waivable: bool = True
    fold_above: int = 20
    normalised: Words | None = None
    office: bool = False

    @property
    def family(self) -> str:
        """The part of the code before the dot: what the rule is about."""
        return self.code.partition(".")[0]

    @property
    def name(self) -> Text:
        """The short name a waiver prints; the code where the rule has none."""
        return self.title or Text(self.code, self.code)


class Catalogue(Strict):
    """The rules by code, in the order in which they are asked, and what each family is about, as a heading."""

    families: dict[str, Words]
    rules: Annotated[dict[str, Rule], BeforeValidator(_with_codes)]


_CATALOGUE = load_model(PROGRAM / "params" / "rules.yaml", Catalogue)
RULES: Mapping[str, Rule] = _CATALOGUE.rules
FAMILIES: Mapping[str, Text] = _CATALOGUE.families


def filled(template: Text, values: Mapping[str, object]) -> Text:
    """Return ``template`` with its braces replaced; a :class:`Text` gives each language its own words.

    >>> filled(Text("{sender} sửa {n}", "{sender} corrects {n}"), {"sender": Text("Sở", "Office"), "n": 2})
    Text(vi='Sở sửa 2', en='Office corrects 2')
    """
    vi = {key: value.vi if isinstance(value, Text) else value for key, value in values.items()}
    en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
    return Text(template.vi.format(**vi), template.en.format(**en))
