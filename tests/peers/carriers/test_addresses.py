"""Addresses of brokers and buckets: understood whole or refused, and silent about their passwords."""

import pytest

from catenary.peers.carriers.addresses import broker_address, bucket_address


def test_a_broker_is_named_with_its_account_percent_encoded():
    told = broker_address("amqps://desk:p%40ss%2Fword@queues.example/border%20one")
    assert (told.host, told.port, told.tls) == ("queues.example", 5671, True)
    assert (told.user, told.password, told.virtual_host) == ("desk", "p@ss/word", "border one")
    assert broker_address("amqp://a:b@[::1]:5999").port == 5999
    assert broker_address("amqp://a:b@localhost/").virtual_host == "/"
    assert "p@ss" not in repr(told)


def test_a_bucket_is_named_with_key_secret_and_region():
    told = bucket_address("https://KEY:se%2Fcret@store.example:9000/carriers?region=eu-west-1")
    assert (told.host, told.port, told.tls, told.bucket) == ("store.example", 9000, True, "carriers")
    assert (told.key, told.secret, told.region) == ("KEY", "se/cret", "eu-west-1")
    assert bucket_address("http://k:s@localhost/carriers").region == "us-east-1"
    assert "se/cret" not in repr(told)


@pytest.mark.parametrize(
    "address",
    [
        "", "amqps://queues.example", "amqps://desk@queues.example", "https://a:b@queues.example", "amqp://a:b@h:0",
        "amqp://a:b@h:port", "amqp://a:b@h?heartbeat=1", "amqp://a:b@h/ #x", "amqp://a:b@/v", "amqp://a:b@h\n/v",
    ],
)  # fmt: skip
def test_what_is_no_broker_is_refused(address):
    assert broker_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "", "https://store.example/carriers", "https://k:s@store.example", "https://k:s@store.example/a/b", "ftp://k:s@store.example/carriers",
        "https://k:s@store.example/carriers?region=EU", "https://k:s@store.example/carriers?acl=x", "https://k:s@store.example/..",
    ],
)  # fmt: skip
def test_what_is_no_bucket_is_refused(address):
    assert bucket_address(address) is None
