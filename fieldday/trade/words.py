"""The trade room's codes in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "trade.order.taken": _("took an order"),
        "trade.order.revised": _("revised an order"),
        "trade.order.cancelled": _("called off an order"),
        "trade.payment.taken": _("took a payment"),
        "trade.payment.corrected": _("corrected a payment"),
        "trade.payment.cancelled": _("took back a payment"),
        "trade.order.without_lines": _("An order needs at least one line."),
        "trade.order.too_many_lines": _("An order has at most {limit} lines."),
        "trade.line.without_product": _("Line {position}: choose a product."),
        "trade.line.without_quantity": _("Line {position}: fill in a quantity."),
        "trade.line.negative_price": _("Line {position}: a price cannot be below zero."),
        "trade.line.discount_out_of_range": _("Line {position}: a discount is between 0 and 100 per cent."),
        "trade.line.too_large": _("Line {position}: the figure is too large."),
        "trade.line.retired_product": _("Line {position}: this product is not sold any more. Choose another."),
        "trade.payment.not_positive": _("An amount collected is above zero."),
    }
)
