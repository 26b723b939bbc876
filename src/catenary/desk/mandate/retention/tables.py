"""Which times hold for an organisation: the defaults of core, shortened by its State's law and its own."""

from collections.abc import Iterable

from catenary.core.mandate.model import DataClass, RetentionTable
from catenary.core.mandate.retention_table import DEFAULT_RETENTION, with_state_law
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import RetentionLaw
from catenary.desk.mandate.retention.spans import span_of


def table_for(organisation: Organisation) -> RetentionTable:
    """The table as it stands for an organisation. Every law in it was checked by core when it was confirmed."""
    laws = RetentionLaw.objects.filter(organisation__in=_above(organisation), ended_at=None)
    return with_laws(sorted(laws, key=lambda law: law.organisation_id == organisation.pk))


def with_laws(laws: Iterable[RetentionLaw]) -> RetentionTable:
    """The defaults with these laws, the later ones over the earlier. Raises ProblemError where core refuses one."""
    table: RetentionTable = DEFAULT_RETENTION
    for law in laws:
        table = with_state_law(
            table,
            DataClass(law.data_class),
            source=law.source,
            masked_after=span_of(law.masked_after),
            erased_after=span_of(law.erased_after),
            erased_after_linked=span_of(law.erased_after_linked),
        )
    return table


def _above(organisation: Organisation) -> list[int]:
    return [each for each in (organisation.parent_id, organisation.pk) if each is not None]
