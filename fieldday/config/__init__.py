"""Settings, checks, schedule and the table of addresses. Nothing here decides anything about a customer."""
