"""Who a traveller was when they were checked, as keyed digests: what a judgement holds for, without telling of anybody."""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final, Self

from attrs import frozen
from django.conf import settings

_IDENTITY: Final = ("name", "other_names", "sex", "born", "nationality")
"""Fields that tell who a traveller is, beside documents; seats and bags do not."""
_DOCUMENT: Final = ("type", "number", "issuer", "expires")
_OCTETS: Final = 8


@frozen
class Seen:
    """A traveller at a check. The key is the installation's, so that nobody can ask the digests for a person."""

    traveller: str = ""
    documents: str = ""

    @classmethod
    def parse(cls, kept: str) -> Self:
        """As `str` wrote it; nobody where nothing was kept."""
        return cls(kept[: 2 * _OCTETS], kept[2 * _OCTETS :])

    def __str__(self) -> str:
        return self.traveller + self.documents

    def is_other_than(self, former: "Seen") -> bool:
        """Whether the traveller is told differently; what was never seen is no difference."""
        return "" not in {self.traveller, former.traveller} and self.traveller != former.traveller


NOBODY: Final = Seen()


def seen_in(fields: Mapping[str, Any]) -> Seen:
    """The traveller of a record."""
    papers = [_told(each, _DOCUMENT) for each in fields.get("documents") or ()]
    return Seen(_digest([*_told(fields, _IDENTITY), papers]), _digest(papers))


def _told(fields: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [fields.get(name) for name in names]


def _digest(told: list[Any]) -> str:
    written = json.dumps(told, sort_keys=True, ensure_ascii=False)
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(written.encode(), key=key, person=b"traveller seen", digest_size=_OCTETS).hexdigest()
