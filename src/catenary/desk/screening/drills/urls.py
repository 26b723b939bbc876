from django.urls import path

from catenary.desk.screening.drills import pages

urlpatterns = [
    path("drills", pages.drills, name="drills"),
    path("drills/<uuid:public_id>", pages.drill, name="drill"),
    path("drills/<uuid:public_id>/end", pages.end_drill, name="end_drill"),
    path("lists/<uuid:public_id>/drill", pages.begin, name="begin_drill"),
]
