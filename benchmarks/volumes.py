"""How much there is of what, at full size and smaller."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Volumes:
    """Rows of a company. Visits spread over a year of working days, papers over the last `paper_days` of them."""

    accounts: int = 100_000
    visits: int = 300_000
    orders: int = 200_000
    payments: int = 150_000
    managers: int = 3
    supervisors: int = 8
    reps: int = 38  # with the director and those above: 50 people
    products: int = 200
    paper_days: int = 20
    stops: int = 8  # on each plan; the day's other visits were on none


def volumes(divisor: int = 1) -> Volumes:
    """The full size, or a part of it with as many people."""
    full = Volumes()
    return Volumes(
        accounts=full.accounts // divisor,
        visits=full.visits // divisor,
        orders=full.orders // divisor,
        payments=full.payments // divisor,
        paper_days=full.paper_days if divisor < 50 else 3,
    )


FULL, SMALL = volumes(), volumes(20)
