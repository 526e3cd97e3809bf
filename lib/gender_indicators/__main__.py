"""``python -m gender_indicators`` is the command ``gender-indicators``."""

from gender_indicators.cli import main

if __name__ == "__main__":
    main()
