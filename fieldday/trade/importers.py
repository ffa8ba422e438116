"""The kinds of files that this room takes, and how their rows are taken back."""

from fieldday.kit.imports.kinds import Kind, register, register_undo
from fieldday.trade.actions import (
    import_order_lines,
    import_orders,
    import_payments,
    import_products,
    import_targets,
    unimport_trade,
)

register(
    Kind("products", import_products.VERB, import_products.fields, import_products.import_products),
    Kind("orders", import_orders.VERB, import_orders.fields, import_orders.import_orders),
    Kind("order-lines", import_order_lines.VERB, import_order_lines.fields, import_order_lines.import_order_lines),
    Kind("payments", import_payments.VERB, import_payments.fields, import_payments.import_payments),
    Kind("targets", import_targets.VERB, import_targets.fields, import_targets.import_targets),
)
register_undo(import_products.VERB, unimport_trade.unimport_products)
register_undo(import_orders.VERB, unimport_trade.unimport_orders)
register_undo(import_order_lines.VERB, unimport_trade.unimport_order_lines)
register_undo(import_payments.VERB, unimport_trade.unimport_payments)
register_undo(import_targets.VERB, unimport_trade.unimport_targets)
