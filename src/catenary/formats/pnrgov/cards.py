"""Card numbers shown only in part: the first six and last four digits, as PCI DSS requirement 3.4 allows at most.

The law asks for payment information (Annex I element 6), which a part of the number serves; whole numbers would make
every copy of a booking worth stealing.
"""

import re

_SHORTEST, _LONGEST, _FIRST, _LAST = 12, 19, 6, 4
_IN_TEXT = re.compile(r"(?<!\d)[2-6](?:[ -]?\d){13,18}(?!\d)", re.ASCII)


def mask_card_number(number: str) -> str:
    """An account number with the middle digits of anything as long as a card number hidden; shorter ones unchanged."""
    digits = number.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) < _SHORTEST:
        return number
    return f"{digits[:_FIRST]}{'X' * (len(digits) - _FIRST - _LAST)}{digits[-_LAST:]}"


def mask_card_numbers_in_text(text: str) -> str:
    """A text with every card number masked: 14 to 19 digits that pass the check of ISO/IEC 7812-1 annex B."""
    return _IN_TEXT.sub(_masked_if_card, text)


def _masked_if_card(found: re.Match[str]) -> str:
    digits = found[0].replace(" ", "").replace("-", "")
    return mask_card_number(digits) if len(digits) <= _LONGEST and _passes_check(digits) else found[0]


def _passes_check(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
