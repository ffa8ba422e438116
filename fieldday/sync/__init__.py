"""The phone's door: the page that its home screen opens, what lies on it, and what of that has changed.

What the phone sends comes in by the forms' own addresses (fieldday/web); see docs/decisions/0015.
"""
