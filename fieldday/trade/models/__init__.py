from fieldday.trade.models.order import Order, OrderLine
from fieldday.trade.models.payment import Payment
from fieldday.trade.models.product import Product
from fieldday.trade.models.target import Target

__all__ = ["Order", "OrderLine", "Payment", "Product", "Target"]
