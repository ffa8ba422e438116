"""The sales day: what was planned, what was done, what the superior said of it.

Nouns: Code (the lists: purposes, results, reasons, note and expense kinds, phrases, absences), Plan, Stop, Deviation,
Change (of an approved plan), Attendance, Absence, Visit, Companion, Result, MarketNote, Photo, Expense, DailyReport,
Judgement, SignOff (every act on a plan or a report, with what was signed).
Verbs: save, send, withdraw, approve, return a plan; arrive, find shut, record, leave; send, withdraw, return, sign,
answer a report. The states are drawn in docs/states.md and stand in `rules/planning.py` and `rules/signoff.py`.
"""
