"""Search everywhere: the box of the frame, its full page, and what was opened lately."""
