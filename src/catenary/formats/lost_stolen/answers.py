"""Answers and reports as the JSON objects of docs/schemas."""

from datetime import date

from catenary.core.documents.lookup import status_word
from catenary.core.documents.model import DocumentAnswer
from catenary.formats.lost_stolen.build import Report
from catenary.formats.lost_stolen.layout import Header
from catenary.formats.lost_stolen.queries import Query
from catenary.formats.records import Record, finding_records


def answer_record(query: Query, answer: DocumentAnswer, as_of: date) -> Record:
    """What is answered about a document (documents-check.schema.json)."""
    return {
        "number": query.number,
        "issuer": query.issuer,
        "type": query.type,
        "status": answer.status.value,
        "recorded": [status_word(status) for status in answer.recorded],
        "data_as_of": str(answer.data_as_of) if answer.data_as_of else None,
        "as_of": str(as_of),
        "findings": finding_records(answer.findings),
    }


def header_record(header: Header) -> Record:
    """What an index says of itself."""
    return {
        "records": header.records,
        "bytes": header.file_size,
        "data_as_of": str(header.data_as_of),
        "format": header.version,
        "key_check": header.key_check,
        "content": header.content,
    }


def report_record(report: Report) -> Record:
    """What building or updating came to."""
    rows = {"rows": report.rows, "rows_left_out": report.rows_left_out}
    return header_record(report.header) | rows | {"findings": finding_records(report.findings)}
