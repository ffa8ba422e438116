from fieldday.visits.models.attendance import Absence, Attendance
from fieldday.visits.models.code import Code
from fieldday.visits.models.expense import Expense
from fieldday.visits.models.photo import Photo
from fieldday.visits.models.plan import Change, Deviation, Plan, Stop
from fieldday.visits.models.report import DailyReport, Judgement
from fieldday.visits.models.signoff import SignOff
from fieldday.visits.models.visit import Companion, MarketNote, Result, Visit

__all__ = [
    "Absence",
    "Attendance",
    "Change",
    "Code",
    "Companion",
    "DailyReport",
    "Deviation",
    "Expense",
    "Judgement",
    "MarketNote",
    "Photo",
    "Plan",
    "Result",
    "SignOff",
    "Stop",
    "Visit",
]
