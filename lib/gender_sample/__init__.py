"""The synthetic sample: a seeded, calibrated set of filled forms for every year of the plan.

:mod:`~gender_sample.folder` writes it, :mod:`~gender_sample.calibration` reads what it must
come to, :mod:`~gender_sample.world` is the province it describes; the other modules fill the forms.
Needs pandas and XlsxWriter, so nothing imports it but the command that writes the sample.
"""

from gender_sample.folder import write_sample

__all__ = ["write_sample"]
