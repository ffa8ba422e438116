"""The ways in: name and password, a second step, a passkey, the company's own provider."""
