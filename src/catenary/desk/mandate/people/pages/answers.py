"""How pages of people answer: a form that was wrong, a service that refused, a step that was taken."""

from collections.abc import Callable
from typing import Any

from attrs import frozen
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from catenary.basis.findings import ProblemError
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.sentences import sentence


@frozen
class Words:
    """What a page that holds one form says."""

    title: Promise
    lead: Promise
    submit: Promise
    done: Promise
    warning: bool = False
    """The step takes something away from somebody."""


def here_of(request: DeskRequest) -> SignedIn:
    """Who is here; pages behind `permit` are reached by nobody else."""
    assert request.signed_in is not None
    return request.signed_in


def form_page(
    request: DeskRequest,
    form: forms.Form,
    words: Words,
    act: Callable[[dict[str, Any]], HttpResponse],
    template: str = "mandate/people/form.html",
    **shown: object,
) -> HttpResponse:
    """Show the form, or do what it asks; what is wrong with it, or refused, is told above it with status 422."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():  # what was refused leaves nothing behind
                response = act(form.cleaned_data)
        except ProblemError as refusal:
            form.add_error(None, sentence(refusal.finding))
        else:
            messages.success(request, str(words.done))
            return response
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "words": words, **shown}
    return render(request, template, context, status=status)
