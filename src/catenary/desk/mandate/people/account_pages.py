"""Pages of one's own account: what it holds, its language, its second factor, and coming by an invitation."""

from allauth.account.views import logout
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.desk.mandate.identity import network_address, remember_language
from catenary.desk.mandate.models import Invitation, Person
from catenary.desk.mandate.people import invitations
from catenary.desk.mandate.people.forms import AcceptForm, LanguageForm
from catenary.desk.mandate.signed_in import is_strong
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_INVITED = "invitation"


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What belongs to one's account, and where to change it."""
    form = LanguageForm(initial={"language": _person(request).language})
    return render(request, "account/account.html", {"form": form})


def sign_out(request: HttpRequest) -> HttpResponse:
    """The end of a session; what the browser still holds of the desk's pages goes with it (W3C Clear Site Data)."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_required
@require_GET
def no_password(request: HttpRequest) -> HttpResponse:
    """Who signs in through an identity provider has no password here, and needs none."""
    messages.info(request, _("You sign in through an identity provider and have no password here."))
    return redirect("account")


@login_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of one's pages and letters, at every sign-in from now on."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return render(request, "account/account.html", {"form": form}, status=422)
    person = _person(request)
    person.language = form.cleaned_data["language"]
    person.save(update_fields=["language"])
    response = see("account")
    remember_language(response, person)
    return response


@login_required
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and the ways to set one up or to prove the one there is."""
    after = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        after = "/"
    if is_strong(request):
        return HttpResponseRedirect(after)
    kinds = set(Authenticator.objects.filter(user=_person(request)).values_list("type", flat=True))
    return render(request, "account/second_factor.html", {"after": after, "kinds": kinds})


@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """The accounts to try, in demo mode."""
    if not settings.CATENARY.demo:
        raise Http404
    return render(request, "account/demo.html")


@require_GET
def come_by_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once, so that it stays in no history and reaches no other page."""
    request.session[_INVITED] = token
    return redirect("accept_invitation")


@never_cache
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """The invited person chooses a password; the invitation is used up by it."""
    network = network_address(request)
    invited = invitations.find(token=request.session.get(_INVITED, ""), network=network)
    if invited is None:
        return render(request, "account/invitation_gone.html", status=404)
    form = AcceptForm(request.POST or None, person=invited.person, needs_code=invited.needs_code)
    if request.method == "POST" and form.is_valid() and _accepted(form, invited, network):
        del request.session[_INVITED]
        messages.success(request, _("Your account is ready. Sign in with your address and password."))
        return see(settings.LOGIN_URL)
    status = 200 if request.method == "GET" else 422
    return render(request, "account/invitation.html", {"form": form, "invited": invited}, status=status)


def _accepted(form: AcceptForm, invited: Invitation, network: str) -> bool:
    told = form.cleaned_data
    try:
        invitations.accept(invited, password=told["password"], code=told.get("code", ""), network=network)
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
