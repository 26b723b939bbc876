from django.urls import path

from catenary.desk.intake import flight_pages

urlpatterns = [
    path("flights", flight_pages.flights, name="flights"),
    path("flights/<uuid:public_id>", flight_pages.flight, name="flight"),
    path("travellers/<uuid:public_id>", flight_pages.traveller, name="traveller"),
]
