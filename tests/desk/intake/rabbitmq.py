"""A real RabbitMQ on this machine for tests: its own folder, its own ports, gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pika

from catenary.peers.carriers.addresses import BrokerAddress

PROGRAM = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
ABSENT = "RabbitMQ is not installed: queues of carriers are tested against the real broker only"
_START_SECONDS = 120


def free_port():
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


@contextmanager
def running(folder):
    """The broker, ready; everything it starts is in one process group, which ends with it."""
    port = free_port()
    (folder / "rabbitmq.conf").write_text(f"listeners.tcp.1 = 127.0.0.1:{port}\nloopback_users = none\n")
    (folder / "enabled_plugins").write_text("[].\n")
    with (folder / "told").open("wb") as told:
        process = subprocess.Popen(  # the system's own program
            [PROGRAM], env=_environment(folder), stdout=told, stderr=told, start_new_session=True
        )
        try:
            address = BrokerAddress("127.0.0.1", port, tls=False, user="guest", password="guest")
            _wait_for(address, process, folder)
            yield address
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            _end_the_rest(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _environment(folder):
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "RABBITMQ_BASE": str(folder),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_NODENAME": f"catenary-{folder.name}@localhost",
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
        "ERL_EPMD_PORT": str(free_port()),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }


def _wait_for(address, process, folder):
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(pika.exceptions.AMQPError, OSError), open_connection(address):
            return
        time.sleep(0.1)
    raise AssertionError((folder / "told").read_text())


def _end_the_rest(folder):
    """The port mapper puts itself into a session of its own; it is ours where its environment says so."""
    mine = f"HOME={folder}\0".encode()
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mine in each.read_bytes():
                os.kill(int(each.parent.name), signal.SIGKILL)


@contextmanager
def open_connection(address):
    told = pika.ConnectionParameters(
        address.host, address.port, credentials=pika.PlainCredentials(address.user, address.password)
    )
    connection = pika.BlockingConnection(told)
    try:
        yield connection
    finally:
        if connection.is_open:
            connection.close()


@contextmanager
def relay(address):
    """A way to the broker that can be cut: gives its address, and the function that cuts whatever goes through it."""
    server = socket.create_server(("127.0.0.1", 0))
    ends = []

    def carry(source, target):
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        cut_one(source, target)

    def cut_one(*both):
        for each in both:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def accept():
        with suppress(OSError):
            while True:
                near, _ = server.accept()
                far = socket.create_connection((address.host, address.port))
                ends.append((near, far))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=carry, args=pair, daemon=True).start()

    def cut():
        while ends:
            cut_one(*ends.pop())

    threading.Thread(target=accept, daemon=True).start()
    try:
        port = server.getsockname()[1]
        yield BrokerAddress("127.0.0.1", port, False, address.user, address.password), cut
    finally:
        server.close()
        cut()
