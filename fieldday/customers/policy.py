"""Who may do what in the customers room."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
""")
