"""Files that carriers put into a bucket: each is fetched, committed, and only then removed, moved or remembered.

A file in a bucket is whole as soon as it is listed (a PUT is all or nothing). One that was committed and not removed, since the machine
fell, is fetched again, known as a repetition, and kept once.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog
from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.core.intake.ports import Bucket, BucketFaultError, StoredObject
from catenary.core.intake.receipt import Afterwards, Way
from catenary.desk.intake import fingerprints
from catenary.desk.intake.fetching import take
from catenary.desk.intake.models import Channel, TakenObject
from catenary.desk.intake.receiving import LARGEST_MIB
from catenary.desk.intake.standings import failed, fetched, reached
from catenary.desk.mandate.acting import Declaration, Door, acting

TAKEN, REFUSED = "taken", "refused"
"""Folders beside the files: what was taken, where it is kept, and what can never be."""
AT_ONCE: Final = 200
"""Files of one channel in one round, so that other channels get their turn."""
_MOST: Final = LARGEST_MIB * 1024 * 1024 + 1
_SYSTEM: Final = Declaration(door=Door.SYSTEM)


def collect(bucket: Bucket | None, clock: Callable[[], datetime]) -> int:
    """Take what lies in the folders of every open channel; gives how many files were taken.

    A folder that fails keeps no other from being collected. Where no bucket is set up, every channel says so.
    """
    channels = fetched(Way.BUCKET)
    if bucket is None:
        failed(channels, "not_set_up", clock())
        return 0
    return sum(_Round(channel, bucket, clock).collect() for channel in channels)


@frozen
class _Round:
    """One look into the folder of one channel."""

    channel: Channel
    bucket: Bucket
    clock: Callable[[], datetime]

    def collect(self) -> int:
        try:
            new = self._new()
            taken = sum(self._take(each) for each in new[:AT_ONCE])
        except BucketFaultError as fault:
            failed([self.channel], fault.code, self.clock())
            return 0
        except ProblemError as refusal:
            structlog.get_logger().error("file not taken", code=refusal.finding.code)
            failed([self.channel], "not_committed", self.clock())
            return 0
        reached(self.channel, max(0, len(new) - AT_ONCE), self.clock())
        return taken

    def _new(self) -> list[StoredObject]:
        """What was not taken yet. What is remembered and no longer there is forgotten."""
        found = {self._fingerprint(each): each for each in self.bucket.listed(self.channel.source)}
        with acting(_SYSTEM):
            remembered = TakenObject.objects.filter(channel=self.channel)
            known = {bytes(each) for each in remembered.values_list("fingerprint", flat=True)}
            if gone := known - found.keys():
                remembered.filter(fingerprint__in=gone).delete()
        return [each for fingerprint, each in found.items() if fingerprint not in known]

    def _take(self, found: StoredObject) -> bool:
        """Whether it was taken; one that changed since it was listed waits for the next round. Raises what keeps it from being taken now."""
        data = self.bucket.content(found, _MOST)
        if data is None:
            return False
        done = take(channel=self.channel, data=data, now=self.clock())
        if not done.taken:
            self._put_aside(found)
            return False
        self._settle(found)
        return True

    def _settle(self, found: StoredObject) -> None:
        if self.channel.afterwards == Afterwards.REMOVED:
            self.bucket.remove(found)
        elif self.channel.afterwards == Afterwards.MOVED:
            self.bucket.move(found, self._beside(TAKEN, found))
        else:
            self._remember(found)

    def _put_aside(self, found: StoredObject) -> None:
        """What can never be taken stays the carrier's: moved out of the way, or left and remembered where nothing may be moved."""
        if self.channel.afterwards == Afterwards.LEFT:
            self._remember(found)
        else:
            self.bucket.move(found, self._beside(REFUSED, found))

    def _remember(self, found: StoredObject) -> None:
        with acting(_SYSTEM):
            TakenObject.objects.get_or_create(
                channel=self.channel,
                fingerprint=self._fingerprint(found),
                defaults={"organisation": self.channel.organisation, "taken_at": self.clock()},
            )

    def _beside(self, folder: str, found: StoredObject) -> str:
        return f"{self.channel.source}{folder}/{found.key.rpartition('/')[2]}"

    def _fingerprint(self, found: StoredObject) -> bytes:
        """Keyed, since the names of files may tell of flights."""
        return fingerprints.of_original(f"{found.etag}\n{found.key}".encode())
