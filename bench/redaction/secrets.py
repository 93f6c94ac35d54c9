"""Secrets of many kinds, made by chance when they are asked for: none of them was ever valid."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass

_ALNUM = string.ascii_letters + string.digits
_HEX = "0123456789abcdef"
_URL = _ALNUM + "-_"
_WORDS = "amber breeze copper delta ember falcon granite harbor indigo juniper kettle lantern meadow nectar".split()


@dataclass(frozen=True)
class Kind:
    """``make`` gives a value. ``is_form`` says that it is known by its form, wherever it stands; otherwise by its name.

    ``variable`` is the name that it is kept under; ``is_long`` that it has several lines.
    """

    name: str
    variable: str
    make: Callable[[random.Random], str]
    is_form: bool = True
    is_long: bool = False


def _of(letters: str, length: int) -> Callable[[random.Random], str]:
    return lambda chance: "".join(chance.choices(letters, k=length))


def _after(prefix: str, letters: str, length: int) -> Callable[[random.Random], str]:
    return lambda chance: prefix + "".join(chance.choices(letters, k=length))


def _token(chance: random.Random) -> str:
    def part(data: dict[str, object]) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")

    body = {"sub": str(chance.randint(10**9, 10**10)), "name": "".join(chance.choices(string.ascii_lowercase, k=9))}
    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(body)}.{_of(_URL, 43)(chance)}"


def _pem(kind: str) -> Callable[[random.Random], str]:
    def make(chance: random.Random) -> str:
        body = base64.b64encode(chance.randbytes(400)).decode()
        lines = [body[at : at + 64] for at in range(0, len(body), 64)]
        return "\n".join([f"-----BEGIN {kind}PRIVATE" + " KEY-----", *lines, f"-----END {kind}PRIVATE" + " KEY-----"])

    return make


def _phrase(chance: random.Random) -> str:
    return f"{chance.choice(_WORDS).title()}-{chance.choice(_WORDS)}{chance.randint(10, 99)}!"


def _sendgrid(chance: random.Random) -> str:
    return f"SG.{_of(_URL, 22)(chance)}.{_of(_URL, 43)(chance)}"


def _discord(chance: random.Random) -> str:
    return f"M{_of(_ALNUM, 23)(chance)}.{_of(_ALNUM, 6)(chance)}.{_of(_URL, 27)(chance)}"


def _slack(chance: random.Random) -> str:
    return f"xoxb-{_of(string.digits, 12)(chance)}-{_of(string.digits, 12)(chance)}-{_of(_ALNUM, 24)(chance)}"


def _telegram(chance: random.Random) -> str:
    return f"{chance.randint(10**8, 10**10 - 1)}:{_of(_URL, 35)(chance)}"


def _bcrypt(chance: random.Random) -> str:
    return "$2b$12$" + _of(_ALNUM + "./", 53)(chance)


KINDS: tuple[Kind, ...] = (
    Kind("GitHub token", "GITHUB_TOKEN", _after("gh" + "p_", _ALNUM, 36)),
    Kind("GitHub fine-grained", "GH_TOKEN", _after("github" + "_pat_", _ALNUM, 82)),
    Kind("GitLab token", "GITLAB_TOKEN", _after("gl" + "pat-", _URL, 20)),
    Kind("npm token", "NPM_TOKEN", _after("np" + "m_", _ALNUM, 36)),
    Kind("PyPI token", "PYPI_TOKEN", _after("pypi-AgE" + "IcHlwaS5vcmc", _URL, 120)),
    Kind("Stripe live key", "STRIPE_KEY", _after("sk_" + "live_", _ALNUM, 24)),
    Kind("Stripe test key", "STRIPE_TEST_KEY", _after("sk_" + "test_", _ALNUM, 99)),
    Kind("Stripe webhook", "STRIPE_WEBHOOK_SECRET", _after("wh" + "sec_", _ALNUM, 32)),
    Kind("Slack token", "SLACK_TOKEN", _slack),
    Kind("OpenAI key", "OPENAI_API_KEY", _after("sk-" + "proj-", _URL, 74)),
    Kind("Anthropic key", "ANTHROPIC_API_KEY", _after("sk-" + "ant-api03-", _URL, 93)),
    Kind("Google API key", "GOOGLE_API_KEY", _after("AI" + "za", _URL, 35)),
    Kind("Google OAuth", "GOOGLE_SECRET", _after("GOC" + "SPX-", _URL, 28)),
    Kind("AWS key id", "AWS_ACCESS_KEY_ID", _after("AK" + "IA", string.ascii_uppercase + "234567", 16)),
    Kind("AWS secret", "AWS_SECRET_ACCESS_KEY", _of(_ALNUM + "+/", 40)),
    Kind("SendGrid key", "SENDGRID_API_KEY", _sendgrid),
    Kind("Twilio key", "TWILIO_API_KEY", _after("S" + "K", _HEX, 32)),
    Kind("Mailgun key", "MAILGUN_API_KEY", _after("key" + "-", _HEX, 32)),
    Kind("Telegram token", "TELEGRAM_BOT_TOKEN", _telegram),
    Kind("Discord token", "DISCORD_TOKEN", _discord),
    Kind("Shopify token", "SHOPIFY_TOKEN", _after("shp" + "at_", _HEX, 32)),
    Kind("DigitalOcean token", "DO_TOKEN", _after("dop" + "_v1_", _HEX, 64)),
    Kind("Hugging Face token", "HF_TOKEN", _after("h" + "f_", _ALNUM, 34)),
    Kind("Vault token", "VAULT_TOKEN", _after("hv" + "s.", _URL, 90)),
    Kind("JSON Web Token", "SERVICE_JWT", _token),
    Kind("password hash", "ADMIN_PASSWORD_HASH", _bcrypt),
    Kind("RSA key", "RSA_PRIVATE_KEY", _pem("RSA "), is_long=True),
    Kind("OpenSSH key", "SSH_PRIVATE_KEY", _pem("OPENSSH "), is_long=True),
    Kind("PKCS 8 key", "PRIVATE_KEY", _pem(""), is_long=True),
    Kind("hex secret", "SESSION_SECRET", _of(_HEX, 64), is_form=False),
    Kind("random password", "DB_PASSWORD", _of(_ALNUM + "!_-*^~", 18), is_form=False),
    Kind("phrase", "ADMIN_PASSWORD", _phrase, is_form=False),
    Kind("short password", "SMTP_PASSWORD", _of(_ALNUM, 10), is_form=False),
    Kind("UUID key", "HEROKU_API_KEY", lambda c: "-".join(_of(_HEX, n)(c) for n in (8, 4, 4, 4, 12)), is_form=False),
    Kind("base64 key", "ENCRYPTION_KEY", lambda c: base64.b64encode(c.randbytes(32)).decode(), is_form=False),
)
