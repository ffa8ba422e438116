"""Who may do what in the visits room."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
""")
