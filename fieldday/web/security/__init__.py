"""What one does for one's own security: password, second step, passkeys, sessions."""
