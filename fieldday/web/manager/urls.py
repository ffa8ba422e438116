"""The manager's addresses: the team as a tree, one person, plan against actual, and the rows behind a day's figures."""

from django.urls import URLPattern, path

from fieldday.web.manager import people, plan_actual, rows, targets

urlpatterns: list[URLPattern] = [
    path("people", people.people, name="people"),
    path("people/<int:pk>", people.person, name="person"),
    path("targets", targets.targets, name="targets"),
    path("plan-actual", plan_actual.plan_actual, name="plan-actual"),
    path("visits", rows.visits, name="day-visits"),
    path("stops", rows.stops, name="day-stops"),
    path("bookings", rows.bookings, name="day-bookings"),
    path("collections", rows.collections, name="day-collections"),
]
