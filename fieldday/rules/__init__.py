"""Judgement in pure Python: what counts, who may, how many points, when it is due.

No Django, no database, no clock, no translation. Functions of plain values (and the moment they
concern, passed in) return frozen dataclasses with their reasons. A reason is a code; the words
belong to the rooms above. Every code a module can give is listed in its ``CODES``.
"""
