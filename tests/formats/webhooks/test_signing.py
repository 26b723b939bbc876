"""The signature on what carriers are told unasked: as published, and broken by any change."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from catenary.formats.webhooks.signing import headers, is_ours, key_of, written

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
AT = datetime.fromtimestamp(1614265330, UTC)


def test_the_published_example_is_signed_as_published():
    assert headers(key_of(SECRET), MESSAGE, AT, BODY) == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_handed_over_and_taken_as_it_is(key):
    assert key_of(written(key)) == key


@given(st.binary(min_size=1, max_size=64), st.integers(min_value=0), st.integers(1, 255))
def test_a_changed_octet_another_name_or_another_moment_is_found(body, at, flip):
    key = key_of(SECRET)
    told = headers(key, MESSAGE, AT, body)
    assert is_ours(key, told, body)
    changed = bytearray(body)
    changed[at % len(body)] ^= flip
    assert not is_ours(key, told, bytes(changed))
    assert not is_ours(key, {**told, "webhook-id": "msg_2"}, body)
    assert not is_ours(key, {**told, "webhook-timestamp": "1614265331"}, body)
    assert not is_ours(b"another key", told, body)
    assert not is_ours(key, {}, body)


def test_one_of_several_signatures_is_enough():
    key = key_of(SECRET)
    told = headers(key, MESSAGE, AT, BODY)
    both = {**told, "webhook-signature": f"v1,AAAA {told['webhook-signature']} v2,x"}
    assert is_ours(key, both, BODY)
