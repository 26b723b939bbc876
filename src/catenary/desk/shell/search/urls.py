from django.urls import path

from catenary.desk.shell.search import pages

urlpatterns = [
    path("search", pages.search, name="search"),
    path("search/<uuid:search>", pages.search_results, name="search_results"),
]
