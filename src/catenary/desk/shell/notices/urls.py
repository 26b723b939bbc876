from django.urls import path

from catenary.desk.shell.notices import pages

urlpatterns = [
    path("notifications", pages.notifications, name="notifications"),
    path("notifications/read", pages.read_all, name="read_notifications"),
    path("notifications/preferences", pages.preferences, name="notice_preferences"),
    path("notifications/<uuid:notification>", pages.open_notification, name="open_notification"),
]
