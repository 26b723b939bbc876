from django.urls import path

from catenary.desk.intake import channels_pages, delivery_pages, flight_pages, quarantine_pages

urlpatterns = [
    path("channels", channels_pages.channels, name="channels"),
    path("channels/open", channels_pages.open_channel, name="open_channel"),
    path("channels/<uuid:public_id>", channels_pages.channel, name="channel"),
    path("channels/<uuid:public_id>/close", channels_pages.close_channel, name="close_channel"),
    path("flights", flight_pages.flights, name="flights"),
    path("flights/<uuid:public_id>", flight_pages.flight, name="flight"),
    path("travellers/<uuid:public_id>", flight_pages.traveller, name="traveller"),
    path("deliveries", delivery_pages.deliveries, name="deliveries"),
    path("deliveries/<uuid:public_id>", delivery_pages.delivery, name="delivery"),
    path("faults", delivery_pages.faults, name="faults"),
    path("quarantine", quarantine_pages.quarantine, name="quarantine"),
    path("quarantine/read-again", quarantine_pages.read_again, name="read_again"),
    path("messages/<uuid:public_id>", quarantine_pages.message, name="message"),
    path("messages/<uuid:public_id>/correct", quarantine_pages.correct, name="correct_message"),
    path("messages/<uuid:public_id>/refuse", quarantine_pages.refuse, name="refuse_message"),
    path("messages/<uuid:public_id>/reply", quarantine_pages.reply, name="reply_to_carrier"),
]
