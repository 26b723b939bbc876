from django.urls import path

from catenary.desk.shell.progress import pages

urlpatterns = [
    path("work", pages.all_work, name="all_work"),
    path("work/<uuid:work>", pages.work, name="work"),
]
