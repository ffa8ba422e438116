"""The addresses of hand-overs."""

from django.urls import URLPattern, path

from fieldday.web.handing import pages

urlpatterns: list[URLPattern] = [
    path("hand-over", pages.hand_over, name="hand-over"),
    path("hand-over/places", pages.hand_over_places, name="hand-over-places"),
    path("hand-overs", pages.hand_overs, name="hand-overs"),
    path("hand-overs/<uuid:pk>", pages.hand_over_came, name="hand-over-came"),
    path("hand-overs/<uuid:pk>/reversal", pages.hand_over_reversal, name="hand-over-reversal"),
]
