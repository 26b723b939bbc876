"""The enumerations of core as columns: the same codes, checked by the database too."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models


def choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    """The codes as a column's choices; what people read for them is translated where it is shown."""
    return [(code.value, code.value) for code in codes]


def one_of(column: str, codes: Iterable[StrEnum], *, or_empty: bool = False) -> models.CheckConstraint:
    """The column holds one of the codes, or nothing where that is allowed; the database refuses any other."""
    allowed = [*([""] if or_empty else []), *sorted(code.value for code in codes)]
    name = f"%(app_label)s_%(class)s_{column}_known"
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": allowed}), name=name)
