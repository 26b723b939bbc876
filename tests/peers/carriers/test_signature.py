"""Signature Version 4 against the examples that Amazon publishes (S3 API Reference, "Signature Calculations: ... Authorization Header")."""

from datetime import UTC, datetime

import pytest

from catenary.peers.carriers.signature import Signer, encoded_path, encoded_query

SIGNER = Signer("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
HOST = "examplebucket.s3.amazonaws.com"
NOW = datetime(2013, 5, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "key", "query", "headers", "body", "signature"),
    [
        (
            "GET", "test.txt", {}, {"Range": "bytes=0-9"}, b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT", "test$file.text", {}, {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            b"Welcome to Amazon S3.", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        ("GET", "", {"lifecycle": ""}, {}, b"", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (
            "GET", "", {"max-keys": "2", "prefix": "J"}, {}, b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)  # fmt: skip
def test_the_published_examples_come_out(method, key, query, headers, body, signature):
    told = SIGNER.headers(method, encoded_path(key), query, {"Host": HOST, **headers}, body, NOW)
    assert told["authorization"].rpartition("Signature=")[2] == signature


def test_paths_and_queries_have_one_form():
    assert encoded_path("bucket", "wings/a b+c%é~.edi") == "/bucket/wings/a%20b%2Bc%25%C3%A9~.edi"
    assert (
        encoded_query({"prefix": "a/b ", "list-type": "2", "é": ""}) == "%C3%A9=&list-type=2&prefix=a%2Fb%20"
    )


def test_the_secret_is_in_no_word_that_could_be_logged():
    assert "wJalr" not in repr(SIGNER)
