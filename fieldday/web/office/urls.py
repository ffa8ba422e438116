"""The office's addresses: what everybody uses of customers, and what the office keeps."""

from django.urls import URLPattern, path

from fieldday.web.office import accounts

urlpatterns: list[URLPattern] = [
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.account_new, name="account-new"),
    path("accounts/options", accounts.options, name="account-options"),
    path("accounts/<uuid:pk>", accounts.account, name="account"),
    path("accounts/<uuid:pk>/edit", accounts.account_edit, name="account-edit"),
]
