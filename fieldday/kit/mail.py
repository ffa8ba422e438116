"""Sending mail through the company's own server, one connection for many; off while no server is named.

Faults are codes, never what a server wrote: that may hold addresses, and nobody could read it in his language.
"""

import smtplib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

SECONDS = 15  # that a server may take over one answer
PORTS = {"smtp": 25, "smtps": 465}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Unsent(Exception):
    """A mail was not taken. `lasting`: it never will be; `everywhere`: the server takes no mail at all now."""

    def __init__(self, fault: str, *, lasting: bool = False, everywhere: bool = False) -> None:
        self.fault, self.lasting, self.everywhere = fault, lasting, everywhere
        super().__init__(fault)


@dataclass(frozen=True)
class Server:
    """Where mail goes: `smtps` speaks TLS from the first byte, `smtp` as soon as the server offers it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def server(url: str) -> Server | None:
    """The server that an address names: smtp://user:password@host:port. None for no address; ValueError for a bad one.

    User and password may be percent-encoded.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError("write it like smtp://user:password@mail.example.com:587 or smtps://…")
    return Server(
        parts.scheme,
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def is_set_up() -> bool:
    """Whether this installation sends mail."""
    return bool(settings.MAIL_SERVER and settings.MAIL_FROM)


def composed(*, to: str, subject: str, text: str, message_id: str, **headers: str) -> EmailMessage:
    """A mail in plain text. Raises Unsent for an address that is none, before anything is said to a server."""
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = Address(addr_spec=to)
    except (ValueError, IndexError) as error:  # what the library raises for addresses that it cannot read
        raise Unsent("address", lasting=True) from error
    message["From"] = Address("Fieldday", addr_spec=settings.MAIL_FROM)
    message["Subject"] = " ".join(subject.split())
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message


class Post:
    """A way to the server, opened with the first mail and kept for the others."""

    def __init__(self) -> None:
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over; returns when the server has taken it. Raises Unsent."""
        line = self._line or self._open()
        to = message["To"].addresses[0].addr_spec
        try:
            line.sendmail(settings.MAIL_FROM, [to], message.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise Unsent(f"smtp_{code}", lasting=code >= 500) from error
        except smtplib.SMTPSenderRefused as error:
            raise Unsent(f"smtp_{error.smtp_code}", everywhere=True) from error
        except smtplib.SMTPResponseException as error:
            raise Unsent(f"smtp_{error.smtp_code}", lasting=error.smtp_code >= 500) from error
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
            raise Unsent("address", lasting=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Unsent("connection", everywhere=True) from error

    def _open(self) -> smtplib.SMTP:
        where = server(settings.MAIL_SERVER)
        if where is None:
            raise Unsent("no_server", everywhere=True)
        try:
            made = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
            self._line = line = made(where.host, where.port, timeout=SECONDS)
            line.ehlo()
            if where.scheme == "smtp" and line.has_extn("starttls"):
                line.starttls()
                line.ehlo()
            elif where.scheme == "smtp" and where.user and where.host not in LOOPBACK:
                raise Unsent("no_tls", everywhere=True)  # a password never travels in the clear
            if where.user:
                line.login(where.user, where.password)
        except Unsent:
            self._hang_up()
            raise
        except smtplib.SMTPAuthenticationError as error:
            self._hang_up()
            raise Unsent("sign_in", everywhere=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Unsent("connection", everywhere=True) from error
        return line

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


@register()
def check_mail(**_options: object) -> list[CheckMessage]:
    """What is wrong with the settings of mail."""
    if not settings.MAIL_SERVER:
        return []
    faults: list[CheckMessage] = []
    try:
        server(settings.MAIL_SERVER)
    except ValueError as error:
        faults.append(Error(f"FIELDDAY_SMTP names no mail server: {error}.", id="kit.E001"))
    try:
        Address(addr_spec=settings.MAIL_FROM)
    except (ValueError, IndexError):
        hint = "Set FIELDDAY_MAIL_FROM to the address that mail comes from, as fieldday@example.com."
        faults.append(Error("Mail needs a sender.", hint=hint, id="kit.E002"))
    if not settings.PUBLIC_URL:
        hint = "Set FIELDDAY_URL to the address that people use."
        faults.append(Warning("Links in mails lead to this machine only.", hint=hint, id="kit.W001"))
    return faults
