"""What all operations answer with."""

from ninja import Field, Schema


class ErrorPlace(Schema):
    """Where what was sent does not fit."""

    at: str = Field(description="Where: `query.limit`, `body.purpose`")
    code: str = Field(description="What is wrong there, as a code")


class Problem(Schema):
    """A refusal or failure (RFC 9457). `code` and `type` are stable; the sentences follow Accept-Language."""

    type: str = Field(description="A page about this problem, relative to the desk's address")
    title: str
    status: int
    code: str
    detail: str
    errors: list[ErrorPlace] | None = None
