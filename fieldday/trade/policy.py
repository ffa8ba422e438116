"""Who may do what in the trade room."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
trade.order.taken               own   own        own     own      own       own           -
trade.order.revised             own   own        own     own      own       own           -
trade.order.cancelled           own   own        own     own      own       own           -
trade.payment.taken             own   own        own     own      own       own           -
trade.payment.corrected         own   own        own     own      own       own           -
trade.payment.cancelled         own   own        own     own      own       own           -
""")
