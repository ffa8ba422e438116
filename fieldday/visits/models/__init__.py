from fieldday.visits.models.code import Code
from fieldday.visits.models.plan import Deviation, Plan, Stop
from fieldday.visits.models.report import DailyReport, Judgement
from fieldday.visits.models.signoff import SignOff
from fieldday.visits.models.visit import MarketNote, Result, Visit

__all__ = ["Code", "DailyReport", "Deviation", "Judgement", "MarketNote", "Plan", "Result", "SignOff", "Stop", "Visit"]
