"""The idle limit counts what people do: what a page asks for by itself keeps no session alive.

A page that asks by itself, such as that of work under way, says so in a header. Nothing can be gained by sending it: a session
then ends sooner, never later.
"""

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

BACKGROUND = "Catenary-Background"
"""The header of requests that nobody made."""


class IdleLimitMiddleware(SessionMiddleware):
    """Sessions whose limit begins anew with each request that somebody made, and with no other."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer; for one that nobody asked for the session is neither written nor its cookie sent again."""
        if BACKGROUND not in request.headers:
            return super().process_response(request, response)
        patch_vary_headers(response, ("Cookie",))
        return response
