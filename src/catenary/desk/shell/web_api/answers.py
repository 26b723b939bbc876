"""Every refusal and failure of the web API leaves as a problem document, wherever on its way it arose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from catenary.desk.shell.web_api.caller import PREFIX
from catenary.desk.shell.web_api.problems import MEDIA_TYPE, problem_for_status

Respond = Callable[[HttpRequest], HttpResponse]
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class AnswersMiddleware:
    """Outermost of the web API: turns Django's own pages for 400 to 503 into problem documents (RFC 9457)."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; never cached, unless the operation says otherwise."""
        response = self._respond(request)
        if not request.path.startswith(PREFIX):
            return response
        if response.status_code >= 400 and not response.headers["Content-Type"].startswith(MEDIA_TYPE):
            response = problem_for_status(response.status_code, _kept(response))
        if response.status_code == 401:
            response.headers.setdefault("WWW-Authenticate", "Bearer")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _kept(response: HttpResponse) -> dict[str, str]:
    return {name: response.headers[name] for name in _KEPT if name in response.headers}
