"""The mail server in CATENARY_EMAIL_URL is taken whole, protected by default, and never told in words."""

import base64
import json
import os
import socketserver
import subprocess
import sys
import threading
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.app.configuration import configuration, findings
from catenary.app.mail import MailServer, Tls, mail_server

ASKED = """
import json
from catenary.app import settings
names = ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL", "TIMEOUT")
print(json.dumps({name: getattr(settings, f"EMAIL_{name}", None) for name in names}))
"""
SENT = """
import django
from django.core.mail import send_mail
django.setup()
send_mail("Your invitation", "A link", None, ["wanda.keel@piu.utopia.example"])
"""


def wrong(address, **more):
    told = configuration({"CATENARY_EMAIL_URL": address, "CATENARY_ORIGIN": "https://desk.example", **more})
    return {each.code for each in findings(told) if each.code.startswith("configuration.email")}


def run(script, address):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    environment |= {
        "CATENARY_EMAIL_URL": address,
        "CATENARY_ORIGIN": "https://desk.example",
        "CATENARY_SECRET_KEY": "x" * 50,
        "DATABASE_URL": "postgresql://x@/x",
        "DJANGO_SETTINGS_MODULE": "catenary.app.settings",
    }
    return subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://u:p@mail.example", MailServer("mail.example", 587, Tls.STARTTLS, "u", "p")),
        ("smtp://u:p@mail.example:25", MailServer("mail.example", 25, Tls.STARTTLS, "u", "p")),
        ("smtp://mail.example/", MailServer("mail.example", 587, Tls.STARTTLS)),
        ("smtps://u:p@mail.example", MailServer("mail.example", 465, Tls.AT_ONCE, "u", "p")),
        ("smtps://u:p@[2001:db8::1]:2465", MailServer("2001:db8::1", 2465, Tls.AT_ONCE, "u", "p")),
        ("smtp://desk%40mail.example:a%2Fb%23%3A@h", MailServer("h", 587, Tls.STARTTLS, "desk@mail.example", "a/b#:")),
        ("smtp://localhost:25?tls=none", MailServer("localhost", 25, Tls.NONE)),
    ],
)  # fmt: skip
def test_a_mail_server_is_taken_whole(address, server):
    assert mail_server(address) == server
    assert not wrong(address)


@pytest.mark.parametrize(
    "address",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://u@mail.example",
        "smtp://:p@mail.example",
        "smtp://u:p@mail.example:port",
        "smtp://u:p@mail.example:0",
        "smtp://u:p@mail.example:70000",
        "smtp://u:p/w@mail.example",
        "smtp://u:5#w@mail.example",
        "smtp://u:5?w@mail.example",
        "smtp://[::1",
        "smtp://mail.example/folder",
        "smtp://mail.example?tls=perhaps",
        "smtp://mail.example?tls=none&tls=none&x=1",
        "smtps://mail.example?tls=none",
        "smtp://u:p@mail.example\nx",
        " smtp://u:p@mail.example",
    ],
)
def test_what_is_no_mail_server_is_named_in_a_demo_too(address):
    assert mail_server(address) is None
    assert wrong(address) == wrong(address, CATENARY_DEMO="1") == {"configuration.email_unusable"}


def test_no_mail_server_is_nothing_wrong():
    assert mail_server("") is None
    assert not wrong("")


@pytest.mark.parametrize("host", ["mail.example", "192.0.2.7", "localhost.example"])
def test_mail_goes_unprotected_to_no_other_machine(host):
    assert wrong(f"smtp://u:p@{host}?tls=none") == {"configuration.email_in_clear"}


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_user_and_password_come_through_percent_encoded(user, password):
    server = mail_server(f"smtp://{quote(user, safe='')}:{quote(password, safe='')}@mail.example")
    assert (server.user, server.password) == (user, password)


@given(st.text())
def test_whatever_stands_there_is_told_without_its_words(address):
    server = mail_server("smtp://desk:ZEPHYRINE@mail.example" + address)
    told = configuration({"CATENARY_EMAIL_URL": "smtp://desk:ZEPHYRINE@mail.example" + address})
    assert "ZEPHYRINE" not in f"{server} {told} {findings(told)}"


def test_the_desk_sends_by_the_server_that_was_named():
    told = json.loads(run(ASKED, "smtp://desk%40m:s%2Fx@mail.example").stdout)
    assert told == {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend", "HOST": "mail.example", "PORT": 587,
        "HOST_USER": "desk@m", "HOST_PASSWORD": "s/x", "USE_TLS": True, "USE_SSL": False, "TIMEOUT": 10,
    }  # fmt: skip
    at_once = json.loads(run(ASKED, "smtps://desk:s@mail.example").stdout)
    assert (at_once["PORT"], at_once["USE_TLS"], at_once["USE_SSL"]) == (465, False, True)
    assert "dummy" in json.loads(run(ASKED, "").stdout)["BACKEND"]


ANSWERS = {
    b"EHLO": b"250-here\r\n250 AUTH PLAIN",
    b"AUTH": b"235 ok",
    b"DATA": b"354 go on",
    b"QUIT": b"221 bye",
}


class Post(socketserver.StreamRequestHandler):
    """A mail server that takes one mail from whoever signs in, and remembers both."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.server.heard.append(line.strip())
            verb = line.strip()[:4].upper()
            self.wfile.write(ANSWERS.get(verb, b"250 ok") + b"\r\n")
            if verb == b"DATA":
                self.server.heard += iter(lambda: self.rfile.readline().strip(), b".")
                self.wfile.write(b"250 ok\r\n")
            if verb == b"QUIT":
                return


def test_a_mail_arrives_from_the_address_of_the_desk():
    with socketserver.TCPServer(("127.0.0.1", 0), Post) as server:
        server.heard = []
        threading.Thread(target=server.handle_request, daemon=True).start()
        run(SENT, f"smtp://desk:s%2Fx@127.0.0.1:{server.server_address[1]}?tls=none")
    assert b"AUTH PLAIN " + base64.b64encode(b"\0desk\0s/x") in server.heard
    assert b"From: Catenary <no-reply@desk.example>" in server.heard
    assert b"To: wanda.keel@piu.utopia.example" in server.heard
