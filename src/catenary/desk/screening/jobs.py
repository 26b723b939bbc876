"""As whom the jobs of screening act: for one unit, for the border check that its travellers' data was sent for."""

from catenary.core.mandate.model import Purpose
from catenary.desk.mandate.acting import Declaration, Door


def for_unit(organisation: int) -> Declaration:
    """What a job declares that works on one organisation's travellers; the organisation by its row."""
    return Declaration(organisation=organisation, purpose=Purpose.BORDER_CHECK.value, door=Door.SYSTEM)
