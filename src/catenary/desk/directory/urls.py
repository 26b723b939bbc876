from django.urls import path

from catenary.desk.directory import pages

urlpatterns = [
    path("", pages.organisations, name="organisations"),
    path("<uuid:organisation>", pages.organisation, name="organisation"),
]
