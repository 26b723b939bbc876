from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("catenary.desk.mandate.people.urls")),
    path("", include("catenary.desk.mandate.tasks.urls")),
    path("", include("catenary.desk.mandate.records.urls")),
    path("", include("catenary.desk.mandate.retention.urls")),
    path("", include("catenary.desk.mandate.rights.urls")),
    path("", include("catenary.desk.mandate.oversight.urls")),
]
