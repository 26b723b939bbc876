"""Whether the broker and the bucket that the settings name can be reached from here, and let the desk in."""

from collections.abc import Iterator

from catenary.app.configuration import Configuration
from catenary.app.looked import Looked
from catenary.app.problems import DESK
from catenary.core.intake.ports import BucketFaultError
from catenary.peers.carriers.addresses import broker_address, bucket_address
from catenary.peers.carriers.amqp import BrokerAwayError, connected
from catenary.peers.carriers.bucket import S3Bucket

_NO_FOLDER = "catenary-looks-whether-it-may-list/"


def examine(settings: Configuration) -> Iterator[Looked]:
    """Those that are named; each is asked once, and nothing is taken from it."""
    if broker := broker_address(settings.queues):
        try:
            with connected(broker):
                yield Looked("queues")
        except BrokerAwayError as away:
            yield _away("queues", away.code)
    if bucket := bucket_address(settings.bucket):
        try:
            for _found in S3Bucket(bucket).listed(_NO_FOLDER):
                break
            yield Looked("bucket")
        except BucketFaultError as away:
            yield _away("bucket", away.code)


def _away(name: str, code: str) -> Looked:
    return Looked(name, {"code": code}, DESK.finding("source_away", source=name, reason=code))
