"""Which reading of the plan's open wordings a year uses."""

from __future__ import annotations

from gender_indicators.base import Text, UserError, suggest
from gender_indicators.plan.measure import Measure
from gender_indicators.plan.year import Year


def chosen_settings(measure: Measure, year: Year) -> dict[str, str]:
    """Return the reading of each open setting of ``measure`` in ``year``: the year's choice or the default.

    Raises :class:`UserError` when the year chooses something that is no option.
    """
    chosen = year.settings.get(measure.id, {})
    where = f"params/{year.year}.yaml"
    for name, value in chosen.items():
        if name not in measure.settings:
            hint = suggest(name, measure.settings)
            raise UserError(
                Text(
                    f'khoá "settings.{measure.id}.{name}" không có. {hint.vi}',
                    f'unknown key "settings.{measure.id}.{name}". {hint.en}',
                ),
                where,
            )
        options = [option.value for option in measure.settings[name].options]
        if value not in options:
            hint = suggest(value, options)
            raise UserError(
                Text(
                    f'khoá "settings.{measure.id}.{name}": "{value}" không phải lựa chọn. {hint.vi}',
                    f'key "settings.{measure.id}.{name}": "{value}" is no option. {hint.en}',
                ),
                where,
            )
    return {name: chosen.get(name, setting.value) for name, setting in measure.settings.items()}


def settings_of(reading: str) -> dict[str, str]:
    """Return the settings that :func:`reading_of` wrote.

    >>> settings_of("age_group=15-19; place=residence")
    {'age_group': '15-19', 'place': 'residence'}
    """
    return dict(part.split("=", 1) for part in reading.split("; ") if part)


def is_reading(measure: Measure, reading: str) -> bool:
    """Return whether the plan still has the options that ``reading`` names, for each of the measure's settings."""
    chosen = settings_of(reading)
    return chosen.keys() == measure.settings.keys() and all(
        value in [option.value for option in measure.settings[name].options] for name, value in chosen.items()
    )


def is_contained(measure: Measure, reading: str, other: str) -> bool:
    """Return whether whoever is counted under ``reading`` is counted under ``other``, too: see ``contains``."""
    narrow, wide = settings_of(reading), settings_of(other)
    if not (is_reading(measure, reading) and is_reading(measure, other)):
        return False
    differing = [name for name in measure.settings if narrow[name] != wide[name]]
    return len(differing) == 1 and any(
        option.value == wide[differing[0]] and narrow[differing[0]] in option.contains
        for option in measure.settings[differing[0]].options
    )


def reading_of(measure: Measure, year: Year) -> str:
    """Return the readings in use of a measure's open wordings as a figure names them: "age_group=15-19"."""
    return "; ".join(f"{name}={value}" for name, value in sorted(chosen_settings(measure, year).items()))
