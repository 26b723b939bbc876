"""The web's threads know since when a request has waited for them."""

from threading import Event

from catenary.app.web_threads import NotingThreads
from catenary.desk.shell.arrival import waited


def test_what_waits_for_a_thread_knows_since_when():
    held = Event()
    with NotingThreads(1) as threads:
        first = threads.submit(held.wait, 10)
        second, third = threads.submit(waited), threads.submit(waited)
        held.set()
        assert first.result(10)
        assert second.result(10) > 0
        assert third.result(10) > 0


def test_outside_a_request_nothing_has_waited():
    assert waited() == 0


def test_an_arrival_is_forgotten_when_its_work_is_done():
    with NotingThreads(1) as threads:
        threads.submit(waited).result(10)
        assert threads._threads
        assert super(NotingThreads, threads).submit(waited).result(10) == 0
