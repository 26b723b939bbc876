"""What gunicorn serves."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from catenary.app.configuration import refuse_unsafe
from catenary.app.logs import logging_settings

logging_settings("web")
refuse_unsafe(settings.CATENARY)
application = get_wsgi_application()
