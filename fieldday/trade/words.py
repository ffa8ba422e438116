"""The trade room's codes in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "trade.product.imported": _("imported a product"),
        "trade.order.imported": _("imported an order"),
        "trade.order_line.imported": _("imported a line of an order"),
        "trade.payment.imported": _("imported a payment"),
        "trade.target.imported": _("imported a target"),
        "trade.target.set": _("set a target"),
        "trade.target.unknown_metric": _("“{text}” is no metric. Write bookings or collections."),
        "trade.target.negative": _("A target cannot be below zero."),
        "trade.target.changed_meanwhile": _(
            "Somebody else changed this target meanwhile. Open the page again to see it."
        ),
        "trade.order.unknown": _("No order has the external_id “{name}”. Import the orders first."),
        "trade.product.unknown": _("No product has the external_id “{name}”. Import the products first."),
        "trade.line.percent_out_of_range": _("“{text}” is no discount: it is between 0 and 100 per cent."),
        "trade.order.taken": _("took an order"),
        "trade.order.revised": _("revised an order"),
        "trade.order.cancelled": _("called off an order"),
        "trade.payment.taken": _("took a payment"),
        "trade.payment.corrected": _("corrected a payment"),
        "trade.payment.cancelled": _("took back a payment"),
        "trade.order.without_lines": _("An order needs at least one line."),
        "trade.order.too_many_lines": _("An order has at most {limit} lines."),
        "trade.order.too_large": _("An order comes to at most {limit}. Check the number of digits."),
        "trade.line.without_product": _("Line {position}: choose a product."),
        "trade.line.without_quantity": _("Line {position}: fill in a quantity."),
        "trade.line.negative_price": _("Line {position}: a price cannot be below zero."),
        "trade.line.discount_out_of_range": _("Line {position}: a discount is between 0 and 100 per cent."),
        "trade.line.too_large": _("Line {position}: a line comes to at most {limit}. Check the number of digits."),
        "trade.line.retired_product": _("Line {position}: {product} is not sold any more. Choose another."),
        "trade.payment.not_positive": _("An amount collected is above zero."),
        "trade.payment.absurd": _("An amount collected is at most {limit}. Check the number of digits."),
        "trade.product.unimported": _("took an imported product back"),
        "trade.order.unimported": _("took an imported order back"),
        "trade.order_line.unimported": _("took an imported order line back"),
        "trade.payment.unimported": _("took an imported payment back"),
        "trade.target.unimported": _("took an imported target back"),
    }
)
