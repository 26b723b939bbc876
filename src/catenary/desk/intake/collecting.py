"""Files that carriers put into a bucket: each is fetched, committed, and only then removed, moved or remembered.

A file in a bucket is whole as soon as it is listed (a PUT is all or nothing). One that was committed and not removed, since the machine
fell, is fetched again, known as a repetition, and kept once.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

import structlog
from attrs import field, frozen

from catenary.basis.findings import ProblemError
from catenary.core.intake.ports import Bucket, BucketFaultError, StoredObject
from catenary.core.intake.receipt import Afterwards, Way
from catenary.desk.intake import fingerprints
from catenary.desk.intake.fetching import take
from catenary.desk.intake.models import Channel, TakenObject
from catenary.desk.intake.receiving import LARGEST_MIB
from catenary.desk.intake.sources import REFUSED, TAKEN
from catenary.desk.intake.standings import failed, fetched, reached
from catenary.desk.mandate.acting import Declaration, Door, acting

AT_ONCE: Final = 200
"""Files of one channel in one round, so that other channels get their turn."""
FAULTY_AT_ONCE: Final = 1000
"""Files of one channel that may fail in one round; they use up no turn of those that do not."""
_OF_ONE_FILE: Final = frozenset({"refused", "answer_odd"})
"""Faults that may be one file's alone, such as an archived one or one with rights of its own."""
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
    faults: list[str] = field(init=False, factory=list)
    """Of single files, by their codes."""

    def collect(self) -> int:
        try:
            new, unsettled = self._found()
            taken = sum(self._tried(self._take, each) for each in self._in_turn(new))
            for each in unsettled[:AT_ONCE]:
                self._tried(self._settle, each)
        except BucketFaultError as fault:
            failed([self.channel], fault.code, self.clock())
            return 0
        except ProblemError as refusal:
            structlog.get_logger().error("file not taken", code=refusal.finding.code)
            failed([self.channel], "not_committed", self.clock())
            return 0
        if self.faults:
            failed([self.channel], self.faults[-1], self.clock())
        else:
            reached(self.channel, max(0, len(new) - AT_ONCE), self.clock())
        return taken

    def _in_turn(self, files: list[StoredObject]) -> Iterator[StoredObject]:
        for number, each in enumerate(files):
            if number - len(self.faults) == AT_ONCE or len(self.faults) == FAULTY_AT_ONCE:
                return
            yield each

    def _tried(self, act: Callable[[StoredObject], bool], found: StoredObject) -> bool:
        """What came of it; where this file fails, those after it get their turn all the same. Raises what concerns every file."""
        try:
            return act(found)
        except BucketFaultError as fault:
            if fault.code not in _OF_ONE_FILE:
                raise
            self.faults.append(fault.code)
            return False

    def _found(self) -> tuple[list[StoredObject], list[StoredObject]]:
        """What was not taken yet, and what was and could not be settled. What is remembered and no longer there is forgotten."""
        found = {self._fingerprint(each): each for each in self.bucket.listed(self.channel.source)}
        with acting(_SYSTEM):
            remembered = TakenObject.objects.filter(channel=self.channel)
            known = {bytes(each) for each in remembered.values_list("fingerprint", flat=True)}
            if gone := known - found.keys():
                remembered.filter(fingerprint__in=gone).delete()
        new = [each for fingerprint, each in found.items() if fingerprint not in known]
        if self.channel.afterwards == Afterwards.LEFT:
            return new, []
        return new, [each for fingerprint, each in found.items() if fingerprint in known]

    def _take(self, found: StoredObject) -> bool:
        """Whether it was taken; one that changed since it was listed waits for the next round. Raises what keeps it from being taken now."""
        data = self.bucket.content(found, _MOST)
        if data is None:
            return False
        done = take(channel=self.channel, data=data, now=self.clock())
        if not done.taken:
            self._put_aside(found)
            return False
        try:
            return self._settle(found)
        except BucketFaultError:
            self._remember(found)  # else it would be taken again in every round until it can be settled
            raise

    def _settle(self, found: StoredObject) -> bool:
        """True, or what keeps it from being settled is raised."""
        if self.channel.afterwards == Afterwards.REMOVED:
            self.bucket.remove(found)
        elif self.channel.afterwards == Afterwards.MOVED:
            self.bucket.move(found, self._beside(TAKEN, found))
        else:
            self._remember(found)
        return True

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
