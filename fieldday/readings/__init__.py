"""Readings: figures made from records by rules. They write nothing but their own snapshots."""
