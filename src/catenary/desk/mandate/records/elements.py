"""Values inside records as a page lays them out: each part under its word, codes of core in words, the rest as received."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catenary.basis.findings import Finding
from catenary.core.mandate.masking_table import MASKING, Inside, Rule
from catenary.desk.mandate.records.element_words import ELEMENTS, VALUES
from catenary.desk.mandate.records.telling import told
from catenary.desk.shell.sentences import sentence

_FINDING = frozenset({"code", "severity", "params"})


@frozen
class Part:
    """One part of a value: what it is called, and what it holds."""

    label: str
    value: "str | Nested"


@frozen
class Nested:
    """A value with parts, or several values; pages show it as a description list, which it writes itself."""

    parts: tuple[Part, ...] = ()
    several: "tuple[str | Nested, ...]" = ()
    is_nested = True
    """For templates, which tell it from plain text by this."""

    def __html__(self) -> SafeString:
        """As it stands in a page."""
        return render_to_string("mandate/records/nested.html", {"nested": self})

    __str__ = __html__  # templates ask for the text of what is no text


def label_of(name: str) -> str:
    """What a part is called; one that is unknown here keeps its code, set as a code."""
    found = ELEMENTS.get(name)
    return str(found) if found else format_html('<code class="code">{}</code>', name)


def laid_out(name: str, value: Any, rule: Rule = None) -> "str | Nested":
    """The value of the part of that name: in a line where it is plain, else with its parts; empty for nothing."""
    if isinstance(value, Mapping):
        return _of_mapping(value, rule)
    if isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value):
        return _of_several(name, value, rule)
    return told(
        [_in_words(name, each) for each in value] if isinstance(value, list) else _in_words(name, value)
    )


def _of_mapping(value: Mapping[str, Any], rule: Rule) -> "str | Nested":
    if "full" in value:
        return told(value)
    if value.keys() >= _FINDING:
        return sentence(Finding(value["code"], params=value["params"]))
    parts = tuple(_parts(value, rule))
    return Nested(parts) if parts else ""


def _of_several(name: str, values: Sequence[Any], rule: Rule) -> "str | Nested":
    shown = tuple(each for each in (laid_out(name, value, rule) for value in values) if each)
    return shown[0] if len(shown) == 1 else Nested(several=shown) if shown else ""


def _parts(value: Mapping[str, Any], rule: Rule) -> Iterable[Part]:
    """In the order in which core lists them; what core does not list comes last."""
    rules: Mapping[str, Rule] = MASKING[rule.kind] if isinstance(rule, Inside) else {}
    for name in (*(each for each in rules if each in value), *(each for each in value if each not in rules)):
        shown = laid_out(name, value[name], rules.get(name))
        if shown:
            yield Part(label_of(name), shown)


def _in_words(name: str, value: Any) -> Any:
    found = VALUES.get(name, {}).get(value) if isinstance(value, str) else None
    return str(found) if found else value
