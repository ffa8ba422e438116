"""`./run bench`: how much a full company costs. A data generator, the real server, and a table beside its goals.

Nothing here is part of the program: it imports `fieldday`, never the reverse.
"""
