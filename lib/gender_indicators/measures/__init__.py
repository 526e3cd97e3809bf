"""One module per goal of the plan, one function per measure.

A measure's function takes the tables of its forms and returns counted rows (``counting``): what each row adds
to the numerator and the denominator. ``calculation`` sums them over areas, then divides.
"""
