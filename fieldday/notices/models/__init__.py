from fieldday.notices.models.delivery import Delivery
from fieldday.notices.models.mail_choice import MailChoice
from fieldday.notices.models.notice import Notice

__all__ = ["Delivery", "MailChoice", "Notice"]
