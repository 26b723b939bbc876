"""What `catenary doctor --desk` looks at: the desk that the environment describes."""

import os
from collections.abc import Iterator

from catenary.basis.findings import Severity
from catenary.cli.doctor_checks import Check, Health

_WEIGHT = {Severity.ERROR: Health.PROBLEM, Severity.WARNING: Health.WARNING, Severity.NOTICE: Health.OK}


def the_desk() -> Iterator[Check]:
    """Its settings, the folder of its data, its database, and what works in it."""
    from catenary.app.configuration import configuration
    from catenary.app.examining import examine

    for looked in examine(configuration(os.environ)):
        health = _WEIGHT[looked.fix.severity] if looked.fix else Health.OK
        yield Check(looked.name, health, looked.params, looked.fix)
