from django.conf.urls.i18n import urlpatterns as language_patterns
from django.urls import include, path

from catenary.desk.shell import appearance, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("organisation", pages.choose_organisation, name="choose_organisation"),
    path("scheme", appearance.choose_scheme, name="choose_scheme"),
    path("keys", appearance.choose_keys, name="choose_keys"),
    path("style", appearance.style, name="style"),
    *language_patterns,
    path("", include("catenary.desk.shell.search.urls")),
    path("", include("catenary.desk.shell.notices.urls")),
    path("", include("catenary.desk.shell.comments.urls")),
    path("", include("catenary.desk.shell.attachments.urls")),
    path("", include("catenary.desk.shell.progress.urls")),
    path("problems/", include("catenary.desk.shell.web_api.urls")),
]
