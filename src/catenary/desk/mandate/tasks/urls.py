from django.urls import path

from catenary.desk.mandate.tasks import pages

urlpatterns = [
    path("task", pages.state_purpose, name="state_purpose"),
    path("task/close", pages.close, name="close_task"),
]
