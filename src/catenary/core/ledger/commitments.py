"""Commitments: what an entry says of personal data without holding it.

A commitment is HMAC-SHA-256 of a value under a random salt of 32 bytes, kept elsewhere. With the salt anybody can check what
was committed to; once the salt is erased the commitment tells nothing about anybody, and every proof of the log still holds.
"""

import hmac
from collections.abc import Sequence
from functools import partial

from attrs import field, frozen

from catenary.core.ledger.frontier import Frontier, extended
from catenary.core.ledger.merkle import HASH_LENGTH, inclusion_proof, leaf_hash
from catenary.core.ledger.problems import LEDGER
from catenary.core.ledger.proving import verify_inclusion

SALT_LENGTH = 32
_DOMAIN = b"catenary commitment 1\n"


LARGEST_COUNT = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 7493 s.2.2)."""


def _of_length(_: object, __: object, value: bytes) -> None:
    if len(value) != HASH_LENGTH:
        raise LEDGER.problem("hash_length", length=len(value))


def _countable(_: object, __: object, value: int | None) -> None:
    if value is not None and not (type(value) is int and 0 <= value <= LARGEST_COUNT):
        raise LEDGER.problem("entry_field", name="count")


@frozen
class Commitment:
    """To one value, or to `count` members in the order in which they were shown."""

    digest: bytes = field(validator=_of_length)
    count: int | None = field(default=None, validator=_countable)


@frozen
class OpenedMember:
    """One member of a committed set, with what proves that it was in it and nothing about the others."""

    member: str
    index: int
    salt: bytes
    proof: tuple[bytes, ...]


def commit_value(name: str, value: str, salt: bytes) -> Commitment:
    """Commit to a value under the name it has in the entry. Raises ValueError for a salt of another length than 32 bytes."""
    return Commitment(_sealed(salt, b"value", name, value))


def verify_value(commitment: Commitment, name: str, value: str, salt: bytes) -> None:
    """The value is what was committed to under this name. Problem `commitment_differs`."""
    if commitment.count is not None or not _same(commitment.digest, _sealed(salt, b"value", name, value)):
        raise LEDGER.problem("commitment_differs", name=name)


def commit_set(name: str, members: Sequence[str], salt: bytes) -> Commitment:
    """Commit to all that a page showed, in its order, so that each can be opened alone. One salt serves them all."""
    frontier, _ = extended(Frontier(), _leaves(name, members, salt))
    return Commitment(frontier.root, len(members))


def verify_set(commitment: Commitment, name: str, members: Sequence[str], salt: bytes) -> None:
    """These members, all of them and in this order, were committed to. Problem `commitment_differs`."""
    made = commit_set(name, members, salt)
    if made.count != commitment.count or not _same(made.digest, commitment.digest):
        raise LEDGER.problem("commitment_differs", name=name)


def open_member(name: str, members: Sequence[str], salt: bytes, index: int) -> OpenedMember:
    """What somebody needs to see that one member was shown; the salt it carries opens no other."""
    _, nodes = extended(Frontier(), _leaves(name, members, salt))
    stored = {(node.level, node.place): node.hash for node in nodes}
    proof = inclusion_proof(index, len(members), lambda level, place: stored[level, place])
    return OpenedMember(members[index], index, _member_salt(salt, name, index), proof)


def verify_member(commitment: Commitment, name: str, opened: OpenedMember) -> None:
    """The member is among those committed to. Problems: `commitment_differs`, `index_beyond`, `inclusion_fails`."""
    if commitment.count is None:
        raise LEDGER.problem("commitment_differs", name=name)
    leaf = _member_leaf(opened.salt, name, opened.member)
    verify_inclusion(opened.index, commitment.count, leaf, opened.proof, commitment.digest)


def _leaves(name: str, members: Sequence[str], salt: bytes) -> list[bytes]:
    salt_at = partial(_member_salt, salt, name)
    return [_member_leaf(salt_at(index), name, member) for index, member in enumerate(members)]


def _member_leaf(salt: bytes, name: str, member: str) -> bytes:
    return leaf_hash(_sealed(salt, b"member", name, member))


def _member_salt(salt: bytes, name: str, index: int) -> bytes:
    """A salt of its own for each member, from which neither the common salt nor another member's can be found."""
    return _sealed(salt, b"salt of member", name, str(index))


def _sealed(salt: bytes, kind: bytes, name: str, value: str) -> bytes:
    """Kind and name are sealed too, or a commitment could be passed off as one to something else."""
    if len(salt) != SALT_LENGTH:
        raise ValueError("a salt has 32 bytes")
    if "\n" in name:
        raise ValueError("a name has one line")
    return hmac.digest(salt, _DOMAIN + kind + b"\n" + f"{name}\n{value}".encode(), "sha256")


_same = hmac.compare_digest
