"""The few words that a report's frame adds to its own, in its language: the desk translates them."""

from attrs import frozen


@frozen
class FrameWords:
    """What stands at the head and foot of pages and beside charts. `{...}` are filled in by the frame, and stay."""

    contents: str = "Contents"
    page: str = "Page {page} of {pages}"
    source: str = "Source: {source}"
    edition: str = "Edition {edition}, SHA-256 {hash}"
    proof: str = "Entry of the ledger: {proof}"
    withheld: str = "Not released: sections {sections}"
    interval: str = "{low} to {high}"
    unknown: str = "not enough to say"
    before: str = "before"


ENGLISH = FrameWords()
