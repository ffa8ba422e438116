"""What the pages of notices show."""
