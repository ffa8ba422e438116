"""Addresses of personal data."""

from django.urls import URLPattern, path

from fieldday.web.personal import consents, held

urlpatterns: list[URLPattern] = [
    path("accounts/<uuid:pk>/consents", consents.account_consents, name="account-consents"),
    path("accounts/<uuid:pk>/refusals", consents.account_refusals, name="account-refusals"),
    path("refusals/<uuid:pk>/removal", consents.refusal_removal, name="refusal-removal"),
    path("accounts/<uuid:pk>/personal", held.account_personal, name="account-personal"),
    path("accounts/<uuid:pk>/person", held.person_personal, name="person-personal"),
    path("accounts/<uuid:pk>/copies", held.person_copies, name="person-copies"),
    path("accounts/<uuid:pk>/erasure", held.person_erasure, name="person-erasure"),
    path("contacts/<uuid:pk>/personal", held.contact_personal, name="contact-personal"),
    path("contacts/<uuid:pk>/copies", held.contact_copies, name="contact-copies"),
    path("contacts/<uuid:pk>/erasure", held.contact_erasure, name="contact-erasure"),
]
