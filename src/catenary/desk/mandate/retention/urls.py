from django.urls import path

from catenary.desk.mandate.retention import pages

urlpatterns = [
    path("retention", pages.retention, name="retention"),
    path("retention/propose", pages.propose, name="propose_retention"),
]
