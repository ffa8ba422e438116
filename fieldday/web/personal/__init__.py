"""個資: what people agreed to or refused, what is held of one person, taking one person out, who looked at a card."""
