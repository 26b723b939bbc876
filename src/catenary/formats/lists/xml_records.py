"""One record of a large XML list after another, in memory for one record; damaged or hostile XML is refused."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import iterparse

from catenary.basis.findings import Place
from catenary.core.screening.list_problems import LISTS
from catenary.formats.lists.source import ListFile

_DEEPEST = 64


def xml_records(file: ListFile, root: str, wanted: frozenset[str]) -> Iterator[Element]:
    """The wanted elements in file order, tags without namespace; each is emptied when the next one is asked for.

    Raises ProblemError where the XML is cut off or damaged, declares entities, nests too deep or has another root.
    """
    with file.open() as stream:
        try:
            yield from _Walk(file, root, wanted).records(iterparse(stream, events=("start", "end")))
        except ParseError as error:
            raise _broken(file, error, *error.position) from error
        except DefusedXmlException as error:
            raise _hostile(file, error) from error
        except (LookupError, ValueError) as error:
            raise _broken(file, error, None, None) from error
        except OSError as error:
            raise LISTS.problem("unreadable", file=file.name, reason=error.strerror or str(error)) from error


def _broken(file: ListFile, error: Exception, line: int | None, column: int | None) -> Exception:
    return LISTS.problem("xml_broken", file=file.name, line=line, column=column, reason=str(error))


def _hostile(file: ListFile, error: DefusedXmlException) -> Exception:
    entity = error.name if isinstance(error, EntitiesForbidden) else type(error).__name__
    return LISTS.problem("xml_entities", file=file.name, entity=entity)


class _Walk:
    """Where the reader stands in the tree: the open elements, and whether they lie inside a wanted one."""

    def __init__(self, file: ListFile, root: str, wanted: frozenset[str]) -> None:
        self._file = file
        self._root = root
        self._wanted = wanted
        self._open: list[Element] = []
        self._record: Element | None = None

    def records(self, events: Any) -> Iterator[Element]:
        for event, element in events:
            if event == "start":
                self._enter(element)
            elif self._leave(element):
                yield element
                self._forget(element)

    def _enter(self, element: Element) -> None:
        element.tag = element.tag.rpartition("}")[2]
        if not self._open:
            self._check_root(element.tag)
        elif len(self._open) >= _DEEPEST:
            raise LISTS.problem("xml_too_deep", file=self._file.name, limit=_DEEPEST)
        self._open.append(element)
        if self._record is None and element.tag in self._wanted:
            self._record = element

    def _leave(self, element: Element) -> bool:
        self._open.pop()
        if self._record is None:
            self._forget(element)
        return self._record is element

    def _forget(self, element: Element) -> None:
        self._record = None
        if self._open:
            self._open[-1].remove(element)

    def _check_root(self, tag: str) -> None:
        if tag != self._root:
            raise LISTS.problem(
                "wrong_root", Place(segment=0), file=self._file.name, found=tag, expected=self._root
            )


def texts(record: Element, path: str) -> list[str]:
    """The texts at a path below a record, blanks stripped, empty ones left out."""
    return [text for found in record.iterfind(path) if (text := (found.text or "").strip())]


def text(record: Element, path: str) -> str:
    """The first text at a path below a record; empty where there is none."""
    return (record.findtext(path) or "").strip()
