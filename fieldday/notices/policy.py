"""Who may do what with notices: everybody with his own, the auditor too."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
notices.notice.read             own   own        own     own      own       own           own
notices.inbox.read              own   own        own     own      own       own           own
notices.mail.chosen             own   own        own     own      own       own           own
""")
