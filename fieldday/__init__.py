"""Fieldday: the working day of a field-sales organisation."""
