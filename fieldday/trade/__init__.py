"""What is sold and paid: from files, from the ERP, or from a visit. Knows nothing of visits.

Nouns: Product, Order, OrderLine (a negative quantity is a return line), Payment, Target (per person and month).
Verbs: import products, orders, order lines, payments, targets; take an order, take a payment; set a target.
"""
