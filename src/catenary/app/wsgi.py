"""What gunicorn serves."""

from django.core.wsgi import get_wsgi_application

from catenary.app.logs import logging_settings

logging_settings("web")
application = get_wsgi_application()
