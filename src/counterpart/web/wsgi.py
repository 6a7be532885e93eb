"""What a web server runs."""

from django.core.wsgi import get_wsgi_application

from counterpart.web.rooms import register_acts

application = get_wsgi_application()
register_acts()
