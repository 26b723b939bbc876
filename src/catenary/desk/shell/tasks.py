"""The jobs of the frame, where the workers look for them."""

from catenary.desk.shell.attachments.jobs import forget_removed, scan_file
from catenary.desk.shell.notices.jobs import mail_waiting, tell_roles
from catenary.desk.shell.resuming import resume_stalled
from catenary.desk.shell.search.jobs import reindex_everything, reindex_records
from catenary.desk.shell.sweeping import sweep

__all__ = [
    "forget_removed",
    "mail_waiting",
    "reindex_everything",
    "reindex_records",
    "resume_stalled",
    "scan_file",
    "sweep",
    "tell_roles",
]
