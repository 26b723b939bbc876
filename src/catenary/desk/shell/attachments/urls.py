from django.urls import path

from catenary.desk.shell.attachments import pages

urlpatterns = [
    path("files/<slug:kind>/<uuid:record>", pages.attachments, name="attachments"),
    path("files/<uuid:attachment>", pages.attachment, name="attachment"),
    path("files/<uuid:attachment>/remove", pages.remove, name="remove_attachment"),
]
