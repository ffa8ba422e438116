"""The rep's addresses."""

from django.urls import URLPattern, path, register_converter

from fieldday.web.days import DayConverter
from fieldday.web.rep import (
    arrivals,
    attendance,
    calls,
    companions,
    expenses,
    photos,
    plan,
    plan_changes,
    prospects,
    report,
    today,
    visit,
)

register_converter(DayConverter, "day")

urlpatterns: list[URLPattern] = [
    path("today", today.today, name="today"),
    path("days/<day:day>", today.day, name="day"),
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/new", arrivals.unplanned, name="visit-new"),
    path("visits/<uuid:pk>", visit.visit, name="visit"),
    path("visits/<uuid:pk>/products", visit.products, name="visit-products"),
    path("visits/<uuid:pk>/photos", photos.visit_photos, name="visit-photos"),
    path("visits/<uuid:pk>/companions", companions.visit_companions, name="visit-companions"),
    path("visits/<uuid:pk>/companions/removal", companions.visit_companions_removal, name="visit-companions-removal"),
    path("photos/<uuid:pk>", photos.photo, name="photo"),
    path("photos/<uuid:pk>/small", photos.photo_small, name="photo-small"),
    path("photos/<uuid:pk>/removal", photos.photo_removal, name="photo-removal"),
    path("attendance", attendance.attendance, name="attendance"),
    path("absences", attendance.absences, name="absences"),
    path("absences/<uuid:pk>/cancellation", attendance.absence_cancellation, name="absence-cancellation"),
    path("days/<day:day>/expenses", expenses.day_expenses, name="day-expenses"),
    path("expenses/<uuid:pk>", expenses.expense, name="expense"),
    path("expenses/<uuid:pk>/receipts", expenses.expense_receipts, name="expense-receipts"),
    path("expenses/<uuid:pk>/removal", expenses.expense_removal, name="expense-removal"),
    path("calls", calls.calls, name="calls"),
    path("prospects", prospects.prospects, name="prospects"),
    path("plans/next", plan.plan_next, name="plan-next"),
    path("plans/<day:day>", plan.plan_day, name="plan-day"),
    path("plans/<day:day>/places", plan.places, name="plan-places"),
    path("plans/<day:day>/changes", plan_changes.changes, name="plan-changes"),
    path("plans/<day:day>/changes/new", plan_changes.change_new, name="plan-change-new"),
    path("reports/today", report.report_today, name="report-today"),
    path("reports/<day:day>", report.report_day, name="report-day"),
]
