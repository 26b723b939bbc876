"""Every address of the desk."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("catenary.desk.shell.urls")),
    path("mandate/", include("catenary.desk.mandate.urls")),
]

handler400 = "catenary.desk.shell.pages.bad_request"
handler403 = "catenary.desk.shell.pages.forbidden"
handler404 = "catenary.desk.shell.pages.not_found"
handler500 = "catenary.desk.shell.pages.failed"
