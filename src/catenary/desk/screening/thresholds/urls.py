from django.urls import path

from catenary.desk.screening.thresholds import pages

urlpatterns = [
    path("lists/<uuid:public_id>/threshold", pages.threshold, name="threshold"),
    path("lists/<uuid:public_id>/threshold/measure", pages.measure, name="measure_thresholds"),
    path("thresholds/<uuid:public_id>/decide", pages.decide, name="decide_threshold"),
]
