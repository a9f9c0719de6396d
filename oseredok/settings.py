"""The one settings module. Everything that differs between places comes from the environment.

==================== ==================================================================================
OSEREDOK_DATA         folder for the database, the secret key, collected static files (default ``./var``)
DATABASE_URL          ``sqlite:///...`` (default, in OSEREDOK_DATA) or ``postgres://user:pass@host/name``
SECRET_KEY_FILE       file with the secret key; made on the first start when it is absent
EMAIL_URL             ``smtp+tls://user:pass@host:587``; empty: letters wait in the outbox
EMAIL_FROM            sender's address of letters
PUBLIC_ADDRESS        the site's address as people type it, for QR codes on posters: ``https://biblioteka.example``
ALLOWED_HOSTS         comma-separated names of this site (default: this machine only)
OSEREDOK_HTTPS        ``1`` when the site is served over HTTPS: secure cookies, HSTS, redirect
OSEREDOK_PROXY        ``1`` when a reverse proxy in front sets ``X-Forwarded-Proto``
OIDC_ISSUER           sign-in of staff through another system (OpenID Connect): its address; empty: off
OIDC_CLIENT_ID        what that system calls this site, and
OIDC_CLIENT_SECRET    what it trusts this site by
OIDC_NAME             how people call that system: «Увійти через …»
SEARCH_ENGINE         ``tantivy`` (default): the index is a folder in OSEREDOK_DATA; ``postgres``: the database holds it
BACKUP_S3_URL         where copies also go: ``https://key:secret@s3.example.com/bucket/folder`` (``http`` on one's own network)
OSEREDOK_DEMO         ``1`` for the demo centre: the sign-in page shows the demo's sign-ins
OSEREDOK_DEBUG        ``1`` for development only
==================== ==================================================================================
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

from oseredok.library.people.sign_in.openid_settings import openid_origins, openid_providers

env = Env()

PACKAGE = Path(__file__).resolve().parent
DATA = Path(env.str("OSEREDOK_DATA", "") or Path.cwd() / "var").resolve()
DEBUG = env.bool("OSEREDOK_DEBUG", False)
DEMO = env.bool("OSEREDOK_DEMO", False)
HTTPS = env.bool("OSEREDOK_HTTPS", False)
BEHIND_PROXY = env.bool("OSEREDOK_PROXY", False)


def _secret_key(path: Path) -> str:
    """Return the key kept in `path`; make one on the first start.

    ``O_EXCL`` decides the race between two processes that start together on an empty folder.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # the database with readers' names lies here too
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


SECRET_KEY_FILE = Path(env.str("SECRET_KEY_FILE", "") or DATA / "secret-key")
SECRET_KEY = _secret_key(SECRET_KEY_FILE)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
# Posters are often printed on the library's own computer, where the site is "localhost": that must not get on paper.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "oseredok.faces.front",
    "oseredok.faces.front.work",
    "oseredok.faces.cabinet",
    "oseredok.faces.desk",
    "oseredok.faces.office",
    "oseredok.faces.kiosk",
    "oseredok.management.indicators",
    "oseredok.management.reports",
    "oseredok.management.reports.frozen",
    "oseredok.management.reports.statistics_form",
    "oseredok.management.reports.narrative",
    "oseredok.management.reports.monitoring",
    "oseredok.management.closing",
    "oseredok.services.visits",
    "oseredok.services.seats",
    "oseredok.services.events",
    "oseredok.services.wifi",
    "oseredok.services.printing",
    "oseredok.services.alerts",
    "oseredok.collections.catalogue",
    "oseredok.collections.catalogue.copying",
    "oseredok.collections.catalogue.exhibitions",
    "oseredok.collections.catalogue.quality",
    "oseredok.spine.feedback",
    "oseredok.spine.journal",
    "oseredok.spine.search",
    "oseredok.spine.surveys",
    "oseredok.library.offer",
    "oseredok.library.privacy",
    "oseredok.library.documents",
    "oseredok.library.site",
    "oseredok.library.people",
    "oseredok.library.people.imports",
    "oseredok.library.places",
    "oseredok.base.papers",
    "oseredok.base.mail",
    "oseredok.base.audit",
    "oseredok.base.jobs",
    "oseredok.base.backup",
    "oseredok.base.preferences",
    "oseredok.base.ui",
    "oseredok.base.core",
    "oseredok.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "auditlog",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pages travel compressed (Django pads them at random against BREACH); static files are compressed beforehand.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "oseredok.base.core.middleware.NoNulMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "oseredok.base.audit.context.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "oseredok.library.people.middleware.DutyMiddleware",
    "oseredok.library.people.own_page.middleware.ReaderMiddleware",
    "oseredok.faces.office.middleware.EmptyCentreMiddleware",
    "oseredok.library.people.middleware.AudienceMiddleware",
]

ROOT_URLCONF = "oseredok.urls"
WSGI_APPLICATION = "oseredok.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "oseredok.base.ui.context.appearance",
                "oseredok.library.people.context.duty",
                "oseredok.library.places.context.house",
            ],
            "builtins": [
                "oseredok.base.core.templatetags.text",
                "oseredok.base.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA / 'oseredok.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that will write takes the write lock first, so that it waits for its turn
    # instead of failing half-way. FULL: what a screen confirmed has reached the disk (power cuts are normal).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "oseredok.library.people.sign_in.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can sign up, so there is nothing to tell a stranger
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}  # besides allauth's own defaults
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # whose address the limits count by
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "oseredok.library.people.sign_in.forms.SignInForm",
    "change_password": "oseredok.library.people.sign_in.forms.ChangePasswordForm",
    "reset_password": "oseredok.library.people.sign_in.forms.ResetPasswordForm",
    "reset_password_from_key": "oseredok.library.people.sign_in.forms.NewPasswordForm",
    "reauthenticate": "oseredok.library.people.sign_in.forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "oseredok.library.people.sign_in.forms.SecondStepForm",
    "authenticate_webauthn": "oseredok.library.people.sign_in.forms.SecondStepByPasskeyForm",
    "reauthenticate": "oseredok.library.people.sign_in.forms.ConfirmCodeForm",
    "activate_totp": "oseredok.library.people.sign_in.forms.FirstCodeForm",
    "login_webauthn": "oseredok.library.people.sign_in.forms.SignInByPasskeyForm",
    "add_webauthn": "oseredok.library.people.sign_in.forms.NewPasskeyForm",
    "edit_webauthn": "oseredok.library.people.sign_in.forms.PasskeyNameForm",
}
MFA_ADAPTER = "oseredok.library.people.sign_in.adapter.SecondStepAdapter"
MFA_TOTP_ISSUER = "Осередок"
OIDC_ISSUER = env.str("OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "")
SOCIALACCOUNT_ADAPTER = "oseredok.library.people.sign_in.openid.OpenIdAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = openid_providers(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME)
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:me"
READER_LOGIN_URL = "cabinet:sign_in"
ACCOUNT_LOGOUT_REDIRECT_URL = "front:home"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
SESSION_COOKIE_AGE = 24 * 60 * 60  # the longest that the preference «Скільки годин діє вхід?» allows

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", "Українська"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Kyiv"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "files"
# What visitors send to be printed lives a day, so it lies apart: copies of the centre take `MEDIA_ROOT` only.
PRINT_FILES_ROOT = DATA / "print-files"
# The index of the search, made from the database: copies leave it out, and it may be thrown away.
SEARCH_ROOT = DATA / "search"
SEARCH_ENGINE = env.str("SEARCH_ENGINE", "tantivy")
# Files of records that other systems and administrators leave for the catalogue.
CATALOGUE_INBOX = Path(env.str("CATALOGUE_INBOX", "") or DATA / "catalogue-inbox")
BACKUP_S3_URL = env.str("BACKUP_S3_URL", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "oseredok.base.core.uploads.RequestLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The log of changes: our own table in the place of the library's, so the library's migrations have nothing to make.
AUDITLOG_LOGENTRY_MODEL = "audit.Entry"
MIGRATION_MODULES = {"auditlog": None}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

EMAIL_CONFIGURED = bool(env.str("EMAIL_URL", ""))
if EMAIL_CONFIGURED:
    _email = env.dj_email_url("EMAIL_URL")
    EMAIL_HOST = _email["EMAIL_HOST"]
    EMAIL_PORT = _email["EMAIL_PORT"]
    EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "") or "oseredok@localhost"

# Rate limits of sign-in live here; files are shared by all worker processes of this machine and need no server.
# So many that nobody pushes the limit of one name out by trying hundreds of others.
CACHES = {
    "default": {
        "BACKEND": "oseredok.base.core.file_cache.LockedFileCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- Safety -----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # The button «Увійти через …» is a form, and what it leads to counts as its action.
        "form-action": [SELF, *openid_origins(OIDC_ISSUER)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "oseredok.faces.front.views.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        # Hides e-mail addresses, phones, card numbers and query strings, whoever logs them.
        "line": {
            "()": "oseredok.console.logs.ImpersonalFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Errands come back every minute: only what failed is news.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
        "pymorphy3": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "pyBarcode": {"level": "WARNING"},
    },
}
