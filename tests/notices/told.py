"""What the tests of notices share: the duty's turn, and what somebody is told in English."""

from django.utils import translation

from fieldday.notices.actions.telling import tell_news
from fieldday.notices.models import Notice
from fieldday.notices.questions.inbox import told_to
from tests.world import NOW


def tell(at=NOW):
    """Read the trail once."""
    return tell_news(at=at)


def rows(person, **more):
    """A person's notices, the oldest first, without the one that the tiny world begins with."""
    mine = Notice.objects.visible_to(person).filter(person=person, **more).exclude(key="superior")
    return list(mine.order_by("pk"))


def texts(person, **more):
    """What the person reads, the oldest first."""
    with translation.override("en"):
        return [one.text for one in told_to(person, rows(person, **more))]
