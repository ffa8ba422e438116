"""Where the company lies: where it is ten in the morning now, so that no day begins or ends amid the tests, and none
of them meets another evening than the one before."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MORNING = 10
AHEAD = (MORNING + 11 - datetime.now(UTC).hour) % 24 - 11  # hours before UTC's, -11 to 12
ZONE = f"Etc/GMT{-AHEAD:+}"  # these names count the other way round
TODAY = datetime.now(ZoneInfo(ZONE)).date()
