"""What people do with their notices, and the duties that make and send them."""
