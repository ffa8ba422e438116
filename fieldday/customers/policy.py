"""Who may do what in the customers room."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
customers.account.imported      -     -          -       -        all       all           -
customers.account.opened        sight sight      sight   sight    all       all           -
customers.account.changed       sight sight      sight   sight    all       all           -
customers.contact.added         sight sight      sight   sight    all       all           -
customers.contact.changed       sight sight      sight   sight    all       all           -
customers.account.status_changed sight sight     sight   sight    all       all           -
customers.contact.removed       sight sight      sight   sight    all       all           -
customers.place.added           sight sight      sight   sight    all       all           -
customers.place.changed         sight sight      sight   sight    all       all           -
customers.place.removed         sight sight      sight   sight    all       all           -
customers.anniversary.added     sight sight      sight   sight    all       all           -
customers.anniversary.changed   sight sight      sight   sight    all       all           -
customers.anniversary.removed   sight sight      sight   sight    all       all           -
customers.note.written          sight sight      sight   sight    all       all           -
customers.note.retired          sight sight      sight   sight    all       all           -
customers.note.restored         sight sight      sight   sight    all       all           -
customers.attachment.added      sight sight      sight   sight    all       all           -
customers.attachment.removed    sight sight      sight   sight    all       all           -
customers.photo.kept            sight sight      sight   sight    all       all           -
customers.photo.removed         sight sight      sight   sight    all       all           -
customers.account.unimported    -     -          -       -        all       all           -
""")
