from django.conf.urls.i18n import urlpatterns as language_patterns
from django.urls import path

from catenary.desk.shell import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("organisation", pages.choose_organisation, name="choose_organisation"),
    *language_patterns,
]
