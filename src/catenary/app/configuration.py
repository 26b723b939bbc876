"""What the environment says, read once; what is unsafe in it is named with its remedy, never repaired in silence."""

import os
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from attrs import field, frozen

from catenary.app.mail import Tls, mail_server
from catenary.app.problems import CONFIGURATION
from catenary.basis.findings import Finding, ProblemError, Severity
from catenary.desk.shell.geomap import outlines_of
from catenary.peers.carriers.addresses import broker_address, bucket_address


class Profile(StrEnum):
    """Which half of Catenary runs: settings of one distribution, never two forks."""

    HUB = "hub"
    NODE = "node"
    BOTH = "both"


class Part(StrEnum):
    """Which process this is; each has a database address of its own and is not given the others."""

    WEB = "web"
    WORKER = "worker"
    MIGRATE = "migrate"
    BACKUP = "backup"
    """Reads every row to write it encrypted; never part of a running desk."""


_ADDRESS = {
    Part.WEB: "DATABASE_URL",
    Part.WORKER: "CATENARY_WORKER_DATABASE_URL",
    Part.MIGRATE: "CATENARY_MIGRATE_DATABASE_URL",
    Part.BACKUP: "CATENARY_BACKUP_DATABASE_URL",
}
SERVED = (Part.WEB, Part.WORKER, Part.MIGRATE)
"""What a running desk consists of."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST_SECRET = 40
QUEUES, BUCKET = "CATENARY_QUEUES_URL", "CATENARY_BUCKET_URL"
NO_SCANNER = "none"
"""The value of CATENARY_SCANNER with which an operator says that there is none."""
_Choice = TypeVar("_Choice", bound=StrEnum)


@frozen
class Configuration:
    """Everything the desk is told from outside; nothing secret has a default."""

    part: Part
    profile: Profile
    data: Path
    origin: str
    """The address people type, with its scheme: `https://desk.example`."""
    databases: Mapping[Part, str] = field(repr=False)
    secret: str = field(repr=False)
    demo: bool = False
    unknown: Mapping[str, str] = field(factory=dict)
    """Settings whose value is none of those allowed."""
    email: str = field(default="", repr=False)
    """`smtp://user:password@host:port` (`app.mail`), or empty: notices stay in the desk."""
    oidc: Path | None = None
    """A file of identity providers (docs/operations.md)."""
    ledger_key: Path | None = None
    spool_key: Path | None = None
    """The age key that opens what carriers delivered until it is read; workers alone are given it."""
    interview_key: Path | None = None
    """The age key that opens who spoke to a team of assessors; workers alone are given it."""
    documents_index: Path | None = None
    """An index of lost and stolen documents (`catenary documents build`) that travellers' documents are looked up in."""
    documents_key: Path | None = None
    """Its key, where it no longer lies where it was built."""
    inbox: Path | None = None
    """A folder into which carriers' files are put, with a folder in it for each channel; without one none is watched."""
    queues: str = field(default="", repr=False)
    """`amqps://user:password@host/virtual-host` of the broker that carriers' queues are at, or empty; the web is not told it."""
    bucket: str = field(default="", repr=False)
    """`https://key:secret@host/bucket?region=...` of the bucket that carriers put files into, or empty; as `queues`."""
    sources: tuple[tuple[str, str], ...] = ()
    """Names of organisations (`*`: every one), each with what the names of its queues and of its folders in the bucket begin with."""
    outage_spool: Path | None = None
    """A folder of the web's own disk for what carriers are answered about while the database is away; else one in `data`."""
    outage_spool_mib: int = 256
    """How much may wait there."""
    answer_within: int = 4
    """The seconds in which a carrier that waits is answered, if need be unchecked (`intake.patience`); 0 for however long it takes."""
    private_hosts: tuple[str, ...] = ()
    """Hosts at private addresses that the desk may call all the same: a carrier's, an outside register's."""
    time_stamping: str = ""
    """The address of a time-stamping authority (RFC 3161), or empty."""
    time_stamping_certificates: Path | None = None
    """PEM: what the authority's certificate must lead to; without it time stamps are kept, and told to be unverified."""
    scanner: str = ""
    """A ClamAV daemon, `tcp://host:port` or `unix:///path`, or empty: files stay `not scanned`; `NO_SCANNER` says that this is meant."""
    oversight_recipient: str = ""
    """The age public key of oversight, to which backups are encrypted as well."""
    backup_recipient: str = ""
    """The age public key of whoever operates the desk."""
    map_outlines: Path | None = None
    """A GeoJSON file of the outlines of States (`desk.shell.geomap`); without one maps are drawn as tiles."""
    least_states: int = 0
    """How many States of a region must have a level before its pattern is told, where more than the published figure."""
    programs: Path | None = None
    """A folder of PostgreSQL programs; without one those of the system or of the wheel."""
    metrics_token: str = field(default="", repr=False)
    """What the monitoring system shows to read `/metrics`; without one nobody reads them, except in the demo."""

    @property
    def outage_folder(self) -> Path:
        """Where messages wait that were answered without the database."""
        return self.outage_spool or self.data / "outage"

    @property
    def database(self) -> str:
        """The address of the database for this process; empty where there is none."""
        return self.databases.get(self.part, "")

    @property
    def host(self) -> str:
        """The host in `origin`, without its port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether people reach the desk by https."""
        return urlsplit(self.origin).scheme == "https"


def configuration(environment: Mapping[str, str]) -> Configuration:
    """What the environment says. Values that are not allowed are kept in `unknown`; `findings` names them."""
    unknown: dict[str, str] = {}
    told = environment.get
    return Configuration(
        part=_one_of(Part, "CATENARY_PART", environment, Part.WEB, unknown),
        profile=_one_of(Profile, "CATENARY_PROFILE", environment, Profile.BOTH, unknown),
        data=Path(told("CATENARY_DATA", "demo")),
        origin=told("CATENARY_ORIGIN", "").rstrip("/"),
        databases={part: environment[name] for part, name in _ADDRESS.items() if environment.get(name)},
        secret=told("CATENARY_SECRET_KEY", ""),
        demo=told("CATENARY_DEMO") == "1",
        unknown=unknown,
        email=told("CATENARY_EMAIL_URL", ""),
        oidc=_path(environment, "CATENARY_OIDC_FILE"),
        ledger_key=_path(environment, "CATENARY_LEDGER_KEY_FILE"),
        spool_key=_path(environment, "CATENARY_SPOOL_KEY_FILE"),
        interview_key=_path(environment, "CATENARY_INTERVIEW_KEY_FILE"),
        documents_index=_path(environment, "CATENARY_DOCUMENTS_INDEX"),
        documents_key=_path(environment, "CATENARY_DOCUMENTS_KEY_FILE"),
        inbox=_path(environment, "CATENARY_INBOX"),
        outage_spool=_path(environment, "CATENARY_OUTAGE_SPOOL"),
        outage_spool_mib=_whole(environment, "CATENARY_OUTAGE_SPOOL_MIB", 256, unknown),
        answer_within=_whole(environment, "CATENARY_ANSWER_WITHIN", 4, unknown),
        queues=told(QUEUES, ""),
        bucket=told(BUCKET, ""),
        sources=_pairs(environment, "CATENARY_SOURCES", unknown),
        private_hosts=tuple(told("CATENARY_PRIVATE_HOSTS", "").replace(",", " ").split()),
        time_stamping=told("CATENARY_TIME_STAMPING_URL", ""),
        time_stamping_certificates=_path(environment, "CATENARY_TIME_STAMPING_CERTIFICATES"),
        scanner=told("CATENARY_SCANNER", ""),
        oversight_recipient=told("CATENARY_OVERSIGHT_RECIPIENT", ""),
        backup_recipient=told("CATENARY_BACKUP_RECIPIENT", ""),
        map_outlines=_path(environment, "CATENARY_MAP_FILE"),
        least_states=_whole(environment, "CATENARY_LEAST_STATES", 0, unknown),
        programs=_path(environment, "CATENARY_POSTGRES_PROGRAMS"),
        metrics_token=told("CATENARY_METRICS_TOKEN", ""),
    )


def environment_of(settings: Configuration, part: Part) -> dict[str, str]:
    """What a child process is told to be one part: its own database address and nobody else's."""
    return {
        "CATENARY_PART": part.value,
        "CATENARY_PROFILE": settings.profile.value,
        "CATENARY_DATA": str(settings.data),
        "CATENARY_ORIGIN": settings.origin,
        "CATENARY_SECRET_KEY": settings.secret,
        "CATENARY_DEMO": "1" if settings.demo else "",
        "CATENARY_EMAIL_URL": settings.email,
        "CATENARY_OIDC_FILE": str(settings.oidc or ""),
        "CATENARY_LEDGER_KEY_FILE": "" if part is Part.WEB else str(settings.ledger_key or ""),
        "CATENARY_SPOOL_KEY_FILE": str(settings.spool_key or "") if part is Part.WORKER else "",
        "CATENARY_INTERVIEW_KEY_FILE": str(settings.interview_key or "") if part is Part.WORKER else "",
        "CATENARY_DOCUMENTS_INDEX": str(settings.documents_index or ""),
        "CATENARY_DOCUMENTS_KEY_FILE": str(settings.documents_key or ""),
        "CATENARY_INBOX": str(settings.inbox or ""),
        "CATENARY_OUTAGE_SPOOL": str(settings.outage_spool or ""),
        "CATENARY_OUTAGE_SPOOL_MIB": str(settings.outage_spool_mib),
        "CATENARY_ANSWER_WITHIN": str(settings.answer_within),
        QUEUES: settings.queues if part is Part.WORKER else "",
        BUCKET: settings.bucket if part is Part.WORKER else "",
        "CATENARY_SOURCES": ";".join(map("=".join, settings.sources)),
        "CATENARY_PRIVATE_HOSTS": " ".join(settings.private_hosts),
        "CATENARY_TIME_STAMPING_URL": settings.time_stamping,
        "CATENARY_TIME_STAMPING_CERTIFICATES": str(settings.time_stamping_certificates or ""),
        "CATENARY_SCANNER": settings.scanner,
        "CATENARY_OVERSIGHT_RECIPIENT": settings.oversight_recipient,
        "CATENARY_MAP_FILE": str(settings.map_outlines or ""),
        "CATENARY_LEAST_STATES": str(settings.least_states),
        "CATENARY_METRICS_TOKEN": settings.metrics_token if part is Part.WEB else "",
        _ADDRESS[part]: settings.databases[part],
    }


def findings(settings: Configuration) -> tuple[Finding, ...]:
    """What is missing or unsafe, each with the setting that mends it; an error means the desk does not start."""
    found = [
        CONFIGURATION.finding("value_unknown", setting=setting, value=value)
        for setting, value in settings.unknown.items()
    ]
    if not settings.database:
        found.append(CONFIGURATION.finding("database_missing", setting=_ADDRESS[settings.part]))
    if len(settings.secret) < _SHORTEST_SECRET:
        found.append(CONFIGURATION.finding("secret_short", characters=_SHORTEST_SECRET))
    found += [*_origin(settings), *_mail(settings), *_map(settings), *_sources(settings)]
    return (*found, *(() if settings.demo else _production(settings)))


def refuse_unsafe(settings: Configuration) -> None:
    """Start nothing that is set up unsafely, however it is started. Raises the first error as a problem."""
    for finding in findings(settings):
        if finding.severity is Severity.ERROR:
            raise ProblemError(finding)


def findings_to_serve(settings: Configuration) -> tuple[Finding, ...]:
    """The same for whoever starts all parts: every part needs its database address."""
    missing = [
        CONFIGURATION.finding("database_missing", setting=_ADDRESS[part])
        for part in SERVED
        if part is not settings.part and part not in settings.databases
    ]
    return (*findings(settings), *missing)


def _origin(settings: Configuration) -> list[Finding]:
    if not settings.host:
        return [CONFIGURATION.finding("origin_missing")]
    found = []
    parts = urlsplit(settings.origin)
    if parts.path or parts.query or parts.username or parts.scheme not in {"http", "https"}:
        found.append(CONFIGURATION.finding("origin_not_an_address"))
    if settings.demo and settings.host not in _LOCAL:
        found.append(CONFIGURATION.finding("demo_elsewhere", origin=settings.origin))
    return found


def _mail(settings: Configuration) -> Iterator[Finding]:
    """The address itself is in no finding: it holds a password."""
    server = mail_server(settings.email)
    if settings.email and server is None:
        yield CONFIGURATION.finding("email_unusable")
    if server is not None and server.tls is Tls.NONE and server.host not in _LOCAL:
        yield CONFIGURATION.finding("email_in_clear")


def _sources(settings: Configuration) -> Iterator[Finding]:
    """The addresses that messages are fetched from hold passwords, and so are in no finding."""
    broker, bucket = broker_address(settings.queues), bucket_address(settings.bucket)
    if settings.queues and broker is None:
        yield CONFIGURATION.finding("queues_unusable")
    if broker is not None and not broker.tls and broker.host not in _LOCAL:
        yield CONFIGURATION.finding("fetched_in_clear", setting=QUEUES)
    if settings.bucket and bucket is None:
        yield CONFIGURATION.finding("bucket_unusable")
    if bucket is not None and not bucket.tls and bucket.host not in _LOCAL:
        yield CONFIGURATION.finding("fetched_in_clear", setting=BUCKET)


def _production(settings: Configuration) -> list[Finding]:
    found = [*_files(settings), *_recipients(settings), *_inbox(settings)]
    if settings.host and not settings.secure:
        found.append(CONFIGURATION.finding("origin_insecure", origin=settings.origin))
    addresses = list(settings.databases.values())
    if len(set(map(_user, addresses))) < len(addresses):
        found.append(CONFIGURATION.finding("roles_shared"))
    if settings.spool_key is None and settings.profile is not Profile.HUB:
        found.append(CONFIGURATION.finding("spool_key_missing"))
    if settings.ledger_key is None:
        found.append(CONFIGURATION.finding("ledger_key_missing"))
    if not settings.time_stamping:
        found.append(CONFIGURATION.finding("time_stamping_missing"))
    if not settings.scanner:
        found.append(CONFIGURATION.finding("scanner_missing"))
    if not settings.oversight_recipient:
        found.append(CONFIGURATION.finding("oversight_recipient_missing"))
    return found


def _files(settings: Configuration) -> Iterator[Finding]:
    """Files that are named must be there, and those that hold secrets only ours to read."""
    named = {
        "CATENARY_OIDC_FILE": settings.oidc,
        "CATENARY_LEDGER_KEY_FILE": settings.ledger_key,
        "CATENARY_SPOOL_KEY_FILE": settings.spool_key,
        "CATENARY_INTERVIEW_KEY_FILE": settings.interview_key,
    }
    for setting, file in named.items():
        if file is None:
            continue
        if not file.is_file():
            yield CONFIGURATION.finding("file_missing", setting=setting, file=str(file))
        elif file.stat().st_mode & 0o077:
            yield CONFIGURATION.finding("file_open_to_others", file=str(file))


def _inbox(settings: Configuration) -> Iterator[Finding]:
    """Only workers have to write there; the web may run as another account."""
    if settings.inbox is None:
        return
    workers = settings.part is not Part.WEB
    if not settings.inbox.is_dir() or (workers and not os.access(settings.inbox, os.W_OK)):
        yield CONFIGURATION.finding("inbox_unusable", folder=str(settings.inbox))


def _map(settings: Configuration) -> Iterator[Finding]:
    """A file of outlines must be one, else every page with a map would fail."""
    if settings.map_outlines is None:
        return
    try:
        outlines_of(settings.map_outlines)
    except (OSError, ValueError) as fault:
        yield CONFIGURATION.finding("map_unusable", file=str(settings.map_outlines), reason=str(fault))


def _recipients(settings: Configuration) -> Iterator[Finding]:
    named = {
        "CATENARY_OVERSIGHT_RECIPIENT": settings.oversight_recipient,
        "CATENARY_BACKUP_RECIPIENT": settings.backup_recipient,
    }
    for setting, recipient in named.items():
        if recipient and not recipient.startswith("age1"):
            yield CONFIGURATION.finding("recipient_unusable", setting=setting)


def _user(address: str) -> str | None:
    return urlsplit(address).username


def _path(environment: Mapping[str, str], setting: str) -> Path | None:
    value = environment.get(setting)
    return Path(value) if value else None


def _pairs(
    environment: Mapping[str, str], setting: str, unknown: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Of `name=value;name=value`."""
    parts = [each.partition("=") for each in environment.get(setting, "").split(";") if each.strip()]
    if not all(name.strip() and equals for name, equals, _value in parts):
        unknown[setting] = environment[setting]
        return ()
    return tuple((name.strip(), value.strip()) for name, _equals, value in parts)


def _whole(environment: Mapping[str, str], setting: str, default: int, unknown: dict[str, str]) -> int:
    value = environment.get(setting) or str(default)
    if not value.isascii() or not value.isdigit():
        unknown[setting] = value
        return default
    return int(value)


def _one_of(
    choices: type[_Choice],
    setting: str,
    environment: Mapping[str, str],
    default: _Choice,
    unknown: dict[str, str],
) -> _Choice:
    value = environment.get(setting) or default
    try:
        return choices(value)
    except ValueError:
        unknown[setting] = value
        return default
