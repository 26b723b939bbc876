"""Pages of the frame rendered without a database, as each language shows them."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

TASK = SimpleNamespace(purpose="terrorism", basis="eu-2016-681-6")


def at_the_desk(**changes):
    """Somebody invented, as the context processor tells of them."""
    told = {
        "demo": True,
        "person": "Amina <Solheim>",
        "organisation": "Passenger Information Unit of Ardonia",
        "elsewhere": (),
        "roles": ("passenger_data_officer", "supervisor"),
        "task": TASK,
        "strong": True,
        "links": (
            SimpleNamespace(label="Home", address="/"),
            SimpleNamespace(label="Queue", address="/queue"),
        ),
        "notifications": 3,
    }
    return SimpleNamespace(**{**told, **changes})


@pytest.fixture
def somebody():
    """`somebody(**changes)`: who is at the desk, changed."""
    return at_the_desk


@pytest.fixture
def render():
    """`render(template, language="en", scheme=None, **context)`: the page as text."""

    def rendered(template, language="en", scheme=None, **context):
        request = RequestFactory().get("/queue")
        request.COOKIES |= {"scheme": scheme} if scheme else {}
        with translation.override(language):
            return render_to_string(template, {"shell": at_the_desk(), **context}, request=request)

    return rendered
