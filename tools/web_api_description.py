"""Writes docs/schemas/openapi.json: what the web API promises, as it is now."""

import json
import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catenary.app.settings")
os.environ.setdefault(
    "CATENARY_SECRET_KEY", "only to describe, never to serve, so that nothing is kept secret"
)
os.environ.setdefault("CATENARY_ORIGIN", "http://localhost")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@localhost/none")
FILE = Path(__file__).parent.parent / "docs" / "schemas" / "openapi.json"


def description() -> str:
    """The description as text, the same every time."""
    import django  # noqa: PLC0415  not before its settings are named

    django.setup()
    from catenary.app.web_api import api  # noqa: PLC0415  the same

    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(description(), "utf-8")
