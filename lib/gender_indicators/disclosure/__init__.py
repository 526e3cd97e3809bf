"""What may be shown: small counts of sensitive measures are hidden, and so is all that would give them away.

``counts`` says which counts of people a figure tells, ``register`` what was published before, ``pattern`` chooses the
figures to hide, ``sources`` what provenance may tell. The arithmetic is that of :mod:`gender_indicators.suppression`.
"""
