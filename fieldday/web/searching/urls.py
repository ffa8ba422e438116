"""The addresses of search."""

from django.urls import URLPattern, path

from fieldday.web.searching import pages

urlpatterns: list[URLPattern] = [
    path("search", pages.search, name="search"),
    path("search/found", pages.search_found, name="search-found"),
]
