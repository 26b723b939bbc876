"""The bucket that the environment names."""

from django.conf import settings

from catenary.core.intake.ports import Bucket
from catenary.peers.carriers.addresses import bucket_address
from catenary.peers.carriers.bucket import S3Bucket


def bucket() -> Bucket | None:
    """The bucket of CATENARY_BUCKET_URL; None where none is named."""
    address = bucket_address(settings.CATENARY.bucket)
    return S3Bucket(address) if address else None
