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
customers.account.merged        -     sight      sight   sight    all       all           -
customers.merge.undone          -     sight      sight   sight    all       all           -
customers.account.told_apart    -     sight      sight   sight    all       all           -
customers.duplicates.asked_for  -     all        all     all      all       all           -
customers.contact.imported      sight sight      sight   sight    all       all           -
customers.contact.unimported    sight sight      sight   sight    all       all           -
customers.account.brought       sight sight      sight   sight    all       all           -
customers.account.unbrought     sight sight      sight   sight    all       all           -
customers.address_book.brought  own   own        own     own      own       own           -
customers.address_book.sorted   own   own        own     own      own       own           -
customers.address_book.settled  own   own        own     own      own       own           -
customers.address_book.discarded own  own        own     own      own       own           -
customers.export.asked          own   own        own     own      own       own           own
customers.export.finished       own   own        own     own      own       own           own
customers.export.removed        own   own        own     own      own       own           own
customers.field.added           -     -          -       -        all       all           -
customers.field.changed         -     -          -       -        all       all           -
customers.field.ordered         -     -          -       -        all       all           -
customers.field.retired         -     -          -       -        all       all           -
customers.field.restored        -     -          -       -        all       all           -
customers.group.added           sight sight      sight   sight    sight     sight         -
customers.group.changed         sight sight      sight   sight    sight     sight         -
customers.group.removed         sight sight      sight   sight    sight     sight         -
customers.group.joined          sight sight      sight   sight    sight     sight         -
customers.group.left            sight sight      sight   sight    sight     sight         -
customers.segment.added         sight sight      sight   sight    sight     sight         -
customers.segment.changed       sight sight      sight   sight    sight     sight         -
customers.segment.removed       sight sight      sight   sight    sight     sight         -
""")
