from django.urls import path

from catenary.desk.mandate.records import matter_pages, pages

urlpatterns = [
    path("records", pages.records, name="records"),
    path("records/<uuid:public_id>", pages.record, name="record"),
    path("records/<uuid:public_id>/<slug:code>", pages.deed, name="record_deed"),
    path("decisions", matter_pages.matters, name="record_matters"),
    path("decisions/<uuid:public_id>", matter_pages.matter, name="record_matter"),
    path("decisions/<uuid:public_id>/decide", matter_pages.decide, name="decide_record_matter"),
]
