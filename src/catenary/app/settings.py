"""Django's settings, all of them from the one `Configuration` that the environment gives."""

import os
from datetime import timedelta
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from catenary.app.configuration import Configuration, configuration
from catenary.app.demo import demo_password
from catenary.app.identity_providers import read_providers
from catenary.app.mail import MailServer, Tls, mail_server
from catenary.locale import FOLDER as LOCALE_FOLDER
from catenary.world.geography import airport_zones

CATENARY: Configuration = configuration(os.environ)
IDENTITY_PROVIDERS = read_providers(CATENARY.oidc) if CATENARY.oidc else ()


_PATIENCE: Final = {
    "connect_timeout": 5,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
"""A host that vanished without a word is away after seconds, not after the quarter of an hour that the system would wait (libpq's units)."""

_PREPARED: Final[dict[str, Any]] = {"server_side_binding": True, "prepare_threshold": 5}
"""A statement asked five times is planned no more: row security makes planning dearer than the answer (docs/decisions/0010-planned-once.md)."""


def database_of(address: str) -> dict[str, Any]:
    """Django's form of a PostgreSQL address; `?host=` may name the folder of a socket."""
    parts = urlsplit(address)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**_PATIENCE, **_PREPARED, "application_name": f"catenary-{CATENARY.part}", **options},
    }


SECRET_KEY = CATENARY.secret
DEBUG = False
ALLOWED_HOSTS = [CATENARY.host] if CATENARY.host else []
CSRF_TRUSTED_ORIGINS = [CATENARY.origin] if CATENARY.origin else []
ROOT_URLCONF = "catenary.app.urls"
WSGI_APPLICATION = "catenary.app.wsgi.application"
DATABASES = {"default": database_of(CATENARY.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "mandate.Person"
USE_TZ = True
TIME_ZONE = "UTC"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # before those whose templates they replace
    "catenary.desk.shell",
    "catenary.desk.directory",
    "catenary.desk.mandate",
    "catenary.desk.ledger",
    "catenary.desk.intake",
    "catenary.desk.screening",
    "catenary.desk.measures",
    "catenary.desk.assessment",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_cotton",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
    "rules",
]

MIDDLEWARE = [
    "catenary.app.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # before all that speaks: a thread still has the language of the request before
    "django.middleware.locale.LocaleMiddleware",
    "catenary.app.logs.RequestLogMiddleware",
    "catenary.desk.shell.web_api.answers.AnswersMiddleware",
    # before everything that asks the database
    "catenary.desk.intake.outage.middleware.OutageMiddleware",
    "catenary.desk.shell.web_api.counting.CountingMiddleware",
    "catenary.desk.mandate.idle.IdleLimitMiddleware",
    "catenary.desk.mandate.signed_in.DoorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "catenary.desk.mandate.signed_in.ActingMiddleware",
    "catenary.desk.mandate.people.kept_work.KeptWorkMiddleware",
    "catenary.desk.shell.web_api.caller.CallerMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "catenary.desk.shell.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# languages
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("zh-hans", "中文"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [str(LOCALE_FOLDER)]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = CATENARY.secure

# files sent to browsers
STATIC_URL = "/static/"
STATIC_ROOT = CATENARY.data / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CATENARY.data / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# what browsers are told
SECURE_SSL_REDIRECT = False  # the reverse proxy does it; /healthz must answer without
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CATENARY.secure else None
SECURE_HSTS_SECONDS = 31_536_000 if CATENARY.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CATENARY.secure
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *(provider.authorises_at for provider in IDENTITY_PROVIDERS)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# sessions: an idle limit (what nobody did does not count: IdleLimitMiddleware) and an absolute one (ActingMiddleware)
SESSION_COOKIE_AGE = int(timedelta(minutes=30).total_seconds())
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = timedelta(hours=12)
_HOST = "__Host-" if CATENARY.secure else ""
SESSION_COOKIE_NAME = f"{_HOST}catenary"
CSRF_COOKIE_NAME = f"{_HOST}csrf"
LANGUAGE_COOKIE_NAME = f"{_HOST}language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = CATENARY.secure
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = CATENARY.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "catenary.desk.shell.pages.form_expired"
SESSION_EXPIRE_AT_BROWSER_CLOSE = False

# identity
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by somebody who knows them; nobody signs up
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "catenary.desk.mandate.identity.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = bool(CATENARY.email)
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
"""The key is an address and a network (`AccountAdapter`): a flood locks nobody else out."""
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CATENARY.secure else 0
MFA_ADAPTER = "catenary.desk.mandate.identity.MFAAdapter"
MFA_FORMS = {
    "authenticate": "catenary.desk.mandate.people.second_factor.CodeForm",
    "reauthenticate": "catenary.desk.mandate.people.second_factor.CodeAgainForm",
}
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Catenary"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = CATENARY.demo
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "catenary.desk.mandate.identity.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = (
    True  # by an address that the provider says is verified, of somebody invited
)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "outside"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"APPS": [provider.as_app() for provider in IDENTITY_PROVIDERS]}
}
DEMO_PASSWORD = demo_password(SECRET_KEY) if CATENARY.demo else ""

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shell_cache"}}

# mail; an address that cannot be understood is refused by `refuse_unsafe` before anything starts
MAIL_SERVER: MailServer | None = mail_server(CATENARY.email)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SERVER else 'dummy'}.EmailBackend"
if MAIL_SERVER is not None:
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_TLS = MAIL_SERVER.tls is Tls.STARTTLS
    EMAIL_USE_SSL = MAIL_SERVER.tls is Tls.AT_ONCE
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"Catenary <no-reply@{CATENARY.host}>"

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
SPOOL_RECIPIENT_FILE = CATENARY.data / "spool-recipient.txt"
SPOOL_KEY_FILE = CATENARY.spool_key
INTERVIEW_RECIPIENT_FILE = CATENARY.data / "interview-recipient.txt"
INTERVIEW_KEY_FILE = CATENARY.interview_key
INBOX = CATENARY.inbox
OUTAGE_SPOOL = CATENARY.outage_folder
ANSWER_WITHIN = CATENARY.answer_within
OUTAGE_SPOOL_LARGEST = CATENARY.outage_spool_mib * 2**20
AIRPORT_ZONES: dict[str, str] = airport_zones() if CATENARY.demo else {}
TELLING_WAYS = {"https": "catenary.app.telling.over_https"}
OUTSIDE_REGISTER = "catenary.app.outside_register.register"
UPLOAD_SCANNER = "catenary.app.scanning.scanner"
LEDGER_SIGNERS = "catenary.app.ledger_key.own_signers"
PACK_TOKEN: str = ""
OPEN_PACK: object = None
"""Both on a laptop alone (`app.pack_desk`)."""
CHANNEL_SOURCES = CATENARY.sources
CARRIERS_BUCKET = "catenary.app.bucket.bucket"
LOGGING_CONFIG = None  # app.logs, begun by each process
