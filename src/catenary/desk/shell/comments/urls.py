from django.urls import path

from catenary.desk.shell.comments import pages

urlpatterns = [
    path("comments/<slug:kind>/<uuid:record>", pages.comments, name="comments"),
    path("comments/<uuid:comment>/withdraw", pages.withdraw, name="withdraw_comment"),
]
