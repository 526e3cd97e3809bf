"""Words in Vietnamese and English, and numbers and dates as the province prints them."""

from gender_indicators.locale.numbers import format_date, format_decimal, format_integer, parse_number, rounded
from gender_indicators.locale.text import Text, nfc, suggest

__all__ = ["Text", "format_date", "format_decimal", "format_integer", "nfc", "parse_number", "rounded", "suggest"]
