"""Who may do what in the trade room."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
trade.product.imported          -     -          -       -        all       all           -
trade.order.imported            -     -          -       -        all       all           -
trade.order_line.imported       -     -          -       -        all       all           -
trade.payment.imported          -     -          -       -        all       all           -
trade.target.imported           -     -          -       -        all       all           -
trade.target.set                -     line       line    line     all       all           -
trade.order.taken               own   own        own     own      own       own           -
trade.order.revised             own   own        own     own      own       own           -
trade.order.cancelled           own   own        own     own      own       own           -
trade.payment.taken             own   own        own     own      own       own           -
trade.payment.corrected         own   own        own     own      own       own           -
trade.payment.cancelled         own   own        own     own      own       own           -
trade.product.unimported        -     -          -       -        all       all           -
trade.order.unimported          -     -          -       -        all       all           -
trade.order_line.unimported     -     -          -       -        all       all           -
trade.payment.unimported        -     -          -       -        all       all           -
trade.target.unimported         -     -          -       -        all       all           -
""")
