"""Django plumbing that names no noun of the trade: sight, money, refusals, form keys, search keys, clock."""
