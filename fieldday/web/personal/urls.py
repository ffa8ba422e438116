"""Addresses of personal data."""

from django.urls import URLPattern, path

from fieldday.web.personal import consents

urlpatterns: list[URLPattern] = [
    path("accounts/<uuid:pk>/consents", consents.account_consents, name="account-consents"),
    path("accounts/<uuid:pk>/refusals", consents.account_refusals, name="account-refusals"),
    path("refusals/<uuid:pk>/removal", consents.refusal_removal, name="refusal-removal"),
]
