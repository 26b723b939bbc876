from django.urls import path

from catenary.desk.assessment.states import pages

urlpatterns = [
    path("states", pages.states, name="assessed_states"),
    path("states/<slug:code>", pages.state, name="assessed_state"),
    path("states/<slug:code>/files/<slug:name>", pages.file, name="state_file"),
    path("areas/<slug:code>", pages.area, name="assessed_area"),
    path("committee", pages.committee, name="committee"),
]
