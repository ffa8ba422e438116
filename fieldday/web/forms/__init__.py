"""A4 forms, their PDFs, the codes printed on them, and what was signed at each act."""
