"""Who may do what in the customers room."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
customers.account.imported      -     -          -       -        all       all           -
customers.account.opened        sight sight      sight   sight    all       all           -
customers.account.changed       sight sight      sight   sight    all       all           -
customers.contact.added         sight sight      sight   sight    all       all           -
customers.contact.changed       sight sight      sight   sight    all       all           -
customers.contact.removed       sight sight      sight   sight    all       all           -
customers.account.unimported    -     -          -       -        all       all           -
""")
