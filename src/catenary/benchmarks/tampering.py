"""Ways to tamper with an exported log: by somebody who has the file alone, and by somebody who has the log's key too."""

import random
from collections.abc import Callable
from hashlib import sha256

from catenary.benchmarks.fictional_log import FictionalLog
from catenary.formats.ledger_export.writing import checkpoint_line, end_line

Tamper = Callable[[FictionalLog, random.Random], bytes]
"""Gives an export that is not that of the log."""


def _sizes(log: FictionalLog) -> tuple[int, ...]:
    whole = len(log.leaves)
    return (whole // 3, 2 * whole // 3, whole)


def true_export(log: FictionalLog) -> bytes:
    """What the log exports: three checkpoints, the newest of them witnessed."""
    lines = log.export(*_sizes(log)).splitlines(keepends=True)
    newest = log.checkpoint(len(log.leaves), witnessed=True).note.bytes.decode()
    return sealed([*lines[:-2], checkpoint_line(newest)])


def sealed(lines: list[bytes]) -> bytes:
    """Lines under an end line that belongs to them, which anybody can compute."""
    body = b"".join(lines)
    entries = sum(not line.startswith((b'{"catenary', b'{"checkpoint')) for line in lines)
    return body + end_line(entries, sha256(body).hexdigest())


def _body(log: FictionalLog) -> list[bytes]:
    return true_export(log).splitlines(keepends=True)[:-1]


def _flip(data: bytes, dice: random.Random) -> bytes:
    bit = dice.randrange(8 * len(data))
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def flip_a_bit(log: FictionalLog, dice: random.Random) -> bytes:
    """Anywhere in the file."""
    return _flip(true_export(log), dice)


def flip_a_bit_and_seal(log: FictionalLog, dice: random.Random) -> bytes:
    """Anywhere above the end line, which is computed again."""
    return sealed(_flip(b"".join(_body(log)), dice).splitlines(keepends=True))


def cut_the_file(log: FictionalLog, dice: random.Random) -> bytes:
    """At any byte."""
    whole = true_export(log)
    return whole[: dice.randrange(len(whole))]


def drop_a_line(log: FictionalLog, dice: random.Random) -> bytes:
    """An entry, the header, or the newest checkpoint; older checkpoints say nothing that it does not."""
    body = _body(log)
    older = [at for at, line in enumerate(body[:-1]) if line.startswith(b'{"checkpoint')]
    del body[dice.choice([at for at in range(len(body)) if at not in older])]
    return sealed(body)


def swap_two_lines(log: FictionalLog, dice: random.Random) -> bytes:
    """Any two."""
    body = _body(log)
    first, second = dice.sample(range(len(body)), 2)
    body[first], body[second] = body[second], body[first]
    return sealed(body)


def double_a_line(log: FictionalLog, dice: random.Random) -> bytes:
    """An entry stands twice."""
    body = _body(log)
    at = dice.choice([at for at, line in enumerate(body) if line.startswith(b'{"act"')])
    body.insert(dice.randrange(1, len(body)), body[at])
    return sealed(body)


def show_an_older_export(log: FictionalLog, dice: random.Random) -> bytes:
    """A true one, of a time before the checkpoint that is held."""
    return FictionalLog(log.leaves[: dice.randrange(len(log.leaves))]).export()


def _signed_again(leaves: list[bytes], log: FictionalLog) -> bytes:
    """By somebody who has the log's key; a witness who remembers would not sign, one who does not is asked too."""
    return true_export(FictionalLog(leaves, log.key))


def change_an_entry_and_sign(log: FictionalLog, dice: random.Random) -> bytes:
    """So that it is another sound entry."""
    at = dice.randrange(len(log.leaves))
    changed = log.leaves[at].replace(b"border_check", b"serious_crime")
    return _signed_again([*log.leaves[:at], changed, *log.leaves[at + 1 :]], log)


def drop_an_entry_and_sign(log: FictionalLog, dice: random.Random) -> bytes:
    """As if it had never been."""
    at = dice.randrange(len(log.leaves))
    return _signed_again([*log.leaves[:at], *log.leaves[at + 1 :]], log)


def swap_two_entries_and_sign(log: FictionalLog, dice: random.Random) -> bytes:
    """As if they had happened the other way round."""
    leaves = list(log.leaves)
    first, second = dice.sample(range(len(leaves)), 2)
    leaves[first], leaves[second] = leaves[second], leaves[first]
    return _signed_again(leaves, log)


def put_an_entry_in_and_sign(log: FictionalLog, dice: random.Random) -> bytes:
    """As if it had been there all the time."""
    at = dice.randrange(len(log.leaves))
    new = log.leaves[at].replace(b"border_check", b"terrorism")
    return _signed_again([*log.leaves[:at], new, *log.leaves[at:]], log)


def roll_back_and_go_on(log: FictionalLog, dice: random.Random) -> bytes:
    """Forget what came last, write other entries in its place, sign."""
    kept = dice.randrange(len(log.leaves))
    others = [leaf.replace(b"officer-", b"officer-9") for leaf in log.leaves[kept:]]
    return _signed_again([*log.leaves[:kept], *others], log)


TAMPERS: dict[str, Tamper] = {
    each.__name__: each
    for each in (
        flip_a_bit,
        flip_a_bit_and_seal,
        cut_the_file,
        drop_a_line,
        swap_two_lines,
        double_a_line,
        show_an_older_export,
        change_an_entry_and_sign,
        drop_an_entry_and_sign,
        swap_two_entries_and_sign,
        put_an_entry_in_and_sign,
        roll_back_and_go_on,
    )
}
