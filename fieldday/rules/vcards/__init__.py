"""vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as phones and mail programs write them.

``read_cards(content)`` answers a file's cards one by one: a ``Card``, or a ``Broken`` one with its number and why; one
broken card never costs the others. ``write_card(card, "4.0")`` writes one. Nothing is ever fetched: a picture that is
only an address is left out. A file may be hostile, so its lines, cards and pictures are bounded (``lines``).
"""

from fieldday.rules.vcards.reading import read_cards
from fieldday.rules.vcards.values import Address, Broken, Card, Day, Picture, Way
from fieldday.rules.vcards.writing import VERSIONS, write_card

__all__ = ["VERSIONS", "Address", "Broken", "Card", "Day", "Picture", "Way", "read_cards", "write_card"]

CODES: tuple[str, ...] = ()
