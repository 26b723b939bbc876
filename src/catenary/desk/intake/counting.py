"""Numbers beside the rows of a list, each counted for itself: only the rows of one page are counted, however long the list is."""

from typing import Any

from django.db.models import Count, IntegerField, Model, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce


def number_of(rows: "QuerySet[Any]", by: str, what: Count | Sum) -> Coalesce:
    """The number as an annotation; `rows` are tied to the outer row by its key in the column `by`. 0 where there are none."""
    counted: QuerySet[Model, Any] = rows.order_by().values(by).annotate(number=what).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
