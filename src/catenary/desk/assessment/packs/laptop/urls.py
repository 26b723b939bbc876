from django.conf.urls.i18n import urlpatterns as language_patterns
from django.urls import path

from catenary.desk.assessment.packs.laptop import door, pages

urlpatterns = [
    path("", pages.home, name="pack_home"),
    path("enter/<str:token>", door.enter, name="pack_enter"),
    path("questions/<str:code>", pages.question, name="pack_question"),
    path("documents/<slug:part>", pages.document, name="pack_document"),
    *language_patterns,
]

handler400 = "catenary.desk.shell.pages.bad_request"
handler403 = "catenary.desk.shell.pages.forbidden"
handler404 = "catenary.desk.shell.pages.not_found"
handler500 = "catenary.desk.shell.pages.failed"
