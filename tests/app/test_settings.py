"""The database as it is reached: a host that vanishes without a word is not waited for."""

import os
import socket

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from catenary.app.settings import database_of

OF_DRIVER = {"server_side_binding", "prepare_threshold"}
"""What psycopg and Django make of a connection, and libpq never hears."""


@pytest.fixture
def begun():
    """A connection by TCP to a host that takes it and then says nothing."""
    told = database_of("postgresql://somebody@127.0.0.1/world")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        of_libpq = {name: value for name, value in told["OPTIONS"].items() if name not in OF_DRIVER}
        asked = make_conninfo("", host=told["HOST"], port=port, sslmode="disable", **of_libpq)
        connection = psycopg.pq.PGconn.connect_start(asked.encode())
        yield socket.socket(fileno=os.dup(connection.socket))
        connection.finish()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the system has no bound for it")
def test_what_was_sent_to_a_host_that_vanished_fails_after_five_seconds(begun):
    with begun:
        assert begun.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 5000


@pytest.mark.skipif(not hasattr(socket, "TCP_KEEPIDLE"), reason="the system does not say it")
def test_a_host_that_is_only_waited_for_is_asked_within_seconds_whether_it_is_there(begun):
    names = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
    with begun:
        assert [begun.getsockopt(socket.IPPROTO_TCP, name) for name in names] == [5, 2, 2]


def test_an_address_may_say_otherwise():
    options = database_of("postgresql://somebody@db/world?tcp_user_timeout=9000&sslmode=require")["OPTIONS"]
    assert (options["tcp_user_timeout"], options["sslmode"]) == ("9000", "require")
