"""The manager's addresses: the team as a tree, one person, and the rows behind a day's figures."""

from django.urls import URLPattern, path

from fieldday.web.manager import people, rows

urlpatterns: list[URLPattern] = [
    path("people", people.people, name="people"),
    path("people/<int:pk>", people.person, name="person"),
    path("visits", rows.visits, name="day-visits"),
    path("bookings", rows.bookings, name="day-bookings"),
    path("collections", rows.collections, name="day-collections"),
]
