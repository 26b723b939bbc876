"""The rows behind what every room shares."""

from catenary.desk.shell.models.attachments import Attachment, ScanState
from catenary.desk.shell.models.comments import Comment, Mention
from catenary.desk.shell.models.forms import SpentForm
from catenary.desk.shell.models.notices import ByEmail, NoticePreference, Notification
from catenary.desk.shell.models.search import SearchEntry, SearchKey, SearchPosting, StoredSearch
from catenary.desk.shell.models.web_api import IdempotentAnswer, RequestCount
from catenary.desk.shell.models.work import LongWork, WorkState

__all__ = [
    "Attachment",
    "ByEmail",
    "Comment",
    "IdempotentAnswer",
    "LongWork",
    "Mention",
    "NoticePreference",
    "Notification",
    "RequestCount",
    "ScanState",
    "SearchEntry",
    "SearchKey",
    "SearchPosting",
    "SpentForm",
    "StoredSearch",
    "WorkState",
]
