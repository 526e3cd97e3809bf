"""What a notebook shows: an area's report, the data's quality, the methodology. Each part is HTML and Typst."""

from gender_indicators.display.methodology import Methodology, open_methodology
from gender_indicators.display.quality import Quality, open_quality
from gender_indicators.display.report import Report, open_report, report_of

__all__ = ["Methodology", "Quality", "Report", "open_methodology", "open_quality", "open_report", "report_of"]
