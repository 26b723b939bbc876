"""A real RabbitMQ on this machine for tests: its own folder, its own ports, gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pika
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from catenary.peers.carriers.addresses import BrokerAddress

PROGRAM = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
ABSENT = "RabbitMQ is not installed: queues of carriers are tested against the real broker only"
_START_SECONDS = 120
_CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{port}
listeners.ssl.1 = 127.0.0.1:{tls}
ssl_options.cacertfile = {folder}/certificate.pem
ssl_options.certfile = {folder}/certificate.pem
ssl_options.keyfile = {folder}/key.pem
loopback_users = none
"""


def free_port():
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


@contextmanager
def running(folder):
    """The broker, ready; everything it starts is in one process group, which ends with it."""
    port = free_port()
    make_certificate(folder)
    (folder / "rabbitmq.conf").write_text(_CONFIGURATION.format(folder=folder, port=port, tls=free_port()))
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


def address_by_tls(folder):
    """Where the same broker is reached by TLS; whoever trusts `certificate.pem` of the folder trusts it."""
    told = dict(line.split(" = ") for line in (folder / "rabbitmq.conf").read_text().splitlines())
    port = int(told["listeners.ssl.1"].rpartition(":")[2])
    return BrokerAddress("localhost", port, tls=True, user="guest", password="guest")


def make_certificate(folder):
    """Of this machine, signed by itself, for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    (folder / "certificate.pem").write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(plain)


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
