from django.urls import path

from catenary.desk.shell.web_api import catalogue

urlpatterns = [
    path("", catalogue.problems, name="problems"),
    path("<str:code>", catalogue.problem_page, name="problem"),
]
