"""What a notebook shows: an area's report, the data's quality, the methodology. Each part is HTML and Typst."""

from gender_indicators.report.sections.area_report import Report, open_report, report_of
from gender_indicators.report.sections.methodology import Methodology, open_methodology
from gender_indicators.report.sections.quality import Quality, open_quality

__all__ = ["Methodology", "Quality", "Report", "open_methodology", "open_quality", "open_report", "report_of"]
