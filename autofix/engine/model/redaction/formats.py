"""Keys that their vendor gave a form: known by it wherever they stand.

Each form is a literal that the key begins with or holds, by which a text without it is passed over, and a pattern.
Lengths are taken from the vendors' published formats and then a little lower, so that a key that was cut short
in a log is still known. The patterns have bounded repeats: no text makes them slow.

Sources: GitHub (docs.github.com, "About authentication to GitHub"), GitLab ("Token overview"), npm and PyPI (token
scanning), Stripe ("API keys"), Slack ("Token types"), OpenAI and Anthropic ("API keys"), Google ("API keys"), AWS IAM
("Unique identifiers"), Azure ("Configure connection strings"), SendGrid, Twilio, Mailgun, Mailchimp, Telegram ("Bots"),
Discord ("Reference"), Shopify, Square, DigitalOcean, Netlify, Heroku, Vault, Databricks, Doppler, Linear, Notion,
Postman, Grafana, New Relic, Sentry, PlanetScale, Supabase, Cloudinary, age; RFC 7519 for JSON Web Tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.model.redaction.span import SECRET, Span


@dataclass(frozen=True)
class Form:
    """``pattern`` is looked for where ``anchor`` stands; its group ``key``, if it has one, is the secret in it."""

    kind: str
    anchor: str
    pattern: re.Pattern[str]


def _form(kind: str, anchor: str, pattern: str) -> Form:
    # What goes before must not be a part of the same word; a letter of an escape such as \n is none.
    return Form(kind, anchor, re.compile(r"(?<![A-Za-z0-9_])" + pattern))


def _begun(kind: str, rest: str, *prefixes: str) -> list[Form]:
    # Not held to a word's beginning: the prefix is strange enough by itself.
    return [Form(kind, prefix, re.compile(re.escape(prefix) + rest)) for prefix in prefixes]


_WORD = r"[A-Za-z0-9_\-]"

FORMS: tuple[Form, ...] = (
    *_begun("GitHub token", r"[A-Za-z0-9_]{20,255}", "github_pat_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    *_begun(
        "GitLab token", _WORD + r"{16,1024}",
        "glpat-", "gldt-", "glft-", "glsoat-", "glrt-", "glcbt-", "glimt-", "glptt-", "glagent-", "gloas-", "glffct-",
        "GR1348941",
    ),
    _form("npm token", "npm_", r"npm_[A-Za-z0-9]{24,80}"),
    *_begun("PyPI token", _WORD + r"{16,512}", "pypi-AgE"),
    *_begun(
        "Stripe key", r"[A-Za-z0-9]{14,247}",
        "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "sk_prod_", "sk_org_",
    ),
    *_begun("Slack token", r"[A-Za-z0-9\-]{10,250}", "xoxa-", "xoxb-", "xoxp-", "xoxo-", "xoxs-", "xoxr-", "xoxe-",
            "xoxc-", "xoxd-", "xoxe.xoxp-", "xoxe.xoxb-", "xapp-"),
    _form("Slack webhook", "hooks.slack", r"hooks\.slack\.com/(?P<key>(?:services|workflows|triggers)/[\w/\-]{8,200})"),
    _form("Discord webhook", "/api/webhooks/", r"discord(?:app)?\.com/api/(?P<key>webhooks/\d{10,22}/[\w\-]{20,100})"),
    _form("Teams webhook", "webhook.office.com", r"webhook\.office\.com/(?P<key>[\w@/\-]{20,300})"),
    _form("OpenAI key", "sk-", r"sk-(?:proj-|svcacct-|admin-|None-|ant-|or-v1-|lf-)?[A-Za-z0-9_\-]{20,250}"),
    *_begun("Anthropic key", _WORD + r"{16,250}", "sk-ant-"),
    _form("Hugging Face token", "hf_", r"hf_[A-Za-z0-9]{20,80}"),
    _form("Groq key", "gsk_", r"gsk_[A-Za-z0-9]{20,100}"),
    _form("Replicate token", "r8_", r"r8_[A-Za-z0-9]{20,60}"),
    *_begun("Perplexity key", r"[A-Za-z0-9]{20,80}", "pplx-"),
    *_begun("Google API key", _WORD + r"{28,40}", "AIza"),
    *_begun("Google OAuth secret", _WORD + r"{16,60}", "GOCSPX-"),
    *_begun("Google OAuth token", r"[\w\-]{20,400}", "ya29."),
    _form("Google refresh token", "1//0", r"1//0[\w\-]{20,200}"),
    *(
        _form("AWS access key", prefix, prefix + r"[0-9A-Z]{12,16}(?![0-9A-Za-z])")
        for prefix in ("AKIA", "ASIA", "ABIA", "ACCA", "AROA", "AIDA")
    ),
    _form("AWS Bedrock key", "ABSK", r"ABSK[A-Za-z0-9+/=]{40,300}"),
    _form("Azure key", "AccountKey=", r"AccountKey=(?P<key>[A-Za-z0-9+/=]{16,100})"),
    _form("Azure key", "SharedAccessKey=", r"SharedAccessKey=(?P<key>[A-Za-z0-9+/=]{16,100})"),
    _form("Azure signature", "sig=", r"sig=(?P<key>[A-Za-z0-9%+/=]{16,120})"),
    _form("Azure AD secret", "Q~", r"[A-Za-z0-9_\-.~]{3,4}\dQ~[A-Za-z0-9_\-.~]{28,38}"),
    *_begun("SendGrid key", r"[\w\-]{12,30}\.[\w\-]{16,60}", "SG."),
    _form("Twilio identifier", "AC", r"AC[a-f0-9]{32}(?![A-Za-z0-9])"),
    _form("Twilio key", "SK", r"SK[a-f0-9]{32}(?![A-Za-z0-9])"),
    _form("Mailgun key", "key-", r"key-[a-f0-9]{32}(?![A-Za-z0-9])"),
    _form("Mailgun key", "-", r"[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}(?![A-Za-z0-9])"),
    _form("Mailchimp key", "-us", r"[a-f0-9]{32}-us\d{1,2}(?![A-Za-z0-9])"),
    *_begun("Brevo key", r"[a-f0-9]{40,64}-[A-Za-z0-9]{10,20}", "xkeysib-", "xsmtpsib-"),
    _form("Resend key", "re_", r"re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,40}"),
    Form("Telegram token", ":", re.compile(r"(?<!\d)\d{8,10}:[A-Za-z0-9_\-]{35}(?![A-Za-z0-9_\-])")),
    _form("Discord token", ".", r"[MNO][A-Za-z\d_\-]{23,27}\.[A-Za-z\d_\-]{6}\.[A-Za-z\d_\-]{27,40}"),
    _form("JSON Web Token", "eyJ", r"eyJ[\w\-=]{8,4000}\.[\w\-=]{8,8000}(?:\.[\w\-+/=]{0,2000}){0,3}"),
    *_begun("Shopify token", r"[a-fA-F0-9]{28,40}", "shpat_", "shpca_", "shppa_", "shpss_"),
    *_begun("Square token", r"[\w\-]{22,60}", "sq0atp-", "sq0csp-", "sq0idp-", "EAAAE"),
    *_begun("DigitalOcean token", r"[a-f0-9]{50,64}", "dop_v1_", "doo_v1_", "dor_v1_"),
    *_begun("Netlify token", r"[A-Za-z0-9]{30,60}", "nfp_"),
    *_begun("Heroku token", r"[\w\-]{30,80}", "HRKU-"),
    *_begun("Vault token", r"[\w\-.]{24,200}", "hvs.", "hvb.", "hvr."),
    *_begun("Databricks token", r"[a-f0-9]{32}(?:-\d)?", "dapi"),
    *_begun("Doppler token", r"[A-Za-z0-9.]{36,60}", "dp.pt.", "dp.st.", "dp.ct.", "dp.sa."),
    *_begun("Linear key", r"[A-Za-z0-9]{32,50}", "lin_api_", "lin_oauth_"),
    *_begun("Notion token", r"[A-Za-z0-9]{36,60}", "ntn_"),
    *_begun("Postman key", r"[a-f0-9]{20,24}-[a-f0-9]{30,36}", "PMAK-"),
    *_begun("Grafana token", r"[A-Za-z0-9+/=_]{28,400}", "glsa_", "glc_"),
    *_begun("New Relic key", r"[A-Z0-9]{24,30}", "NRAK-", "NRJS-", "NRII-"),
    *_begun("Sentry token", r"[A-Za-z0-9+/=_]{40,300}", "sntrys_", "sntryu_", "sntrya_"),
    *_begun("PlanetScale token", r"[\w\-.=]{30,64}", "pscale_tkn_", "pscale_pw_", "pscale_oauth_"),
    *_begun("Supabase key", r"[A-Za-z0-9_\-]{20,80}", "sbp_", "sb_secret_"),
    *_begun("Docker token", r"[\w\-]{20,60}", "dckr_pat_", "dckr_oat_"),
    *_begun("Atlassian token", r"[\w\-=]{60,300}", "ATATT3xFf", "ATCTT3xFf", "ATBB"),
    *_begun("RubyGems key", r"[a-f0-9]{40,60}", "rubygems_"),
    *_begun("Vercel token", r"[A-Za-z0-9]{20,60}", "vercel_blob_rw_", "vcp_", "vck_"),
    *_begun("Terraform token", r"[\w\-=]{50,90}", ".atlasv1."),
    *_begun("Facebook token", r"[A-Za-z0-9]{30,300}", "EAACEdEose0cBA"),
    *_begun("age key", r"[A-Z0-9]{50,60}", "AGE-SECRET-KEY-1"),
    _form("crates.io token", "cio", r"cio[A-Za-z0-9]{30,40}"),
    _form("password hash", "$", r"\$(?:2[abxy]?|apr1|1|5|6|y|argon2(?:id|i|d)|scrypt)\$[\w./=,+$\-]{16,300}"),
    _form("password hash", "$pbkdf2", r"\$pbkdf2[\w\-]{0,12}\$[\w./=,+$\-]{16,300}"),
    _form("password hash", "pbkdf2_", r"pbkdf2_\w{3,12}\$\d{2,8}\$[\w./+=$]{16,200}"),
    _form("password hash", "}", r"(?:\{SSHA\}|\{SHA\})[A-Za-z0-9+/=]{20,80}"),
)  # fmt: skip


def find_formats(text: str) -> Iterator[Span]:
    """Every key in ``text`` that has the form of one."""
    for form in FORMS:
        if form.anchor not in text:
            continue
        for found in form.pattern.finditer(text):
            key = "key" if "key" in form.pattern.groupindex else 0
            if form.kind == "Telegram token" or _is_made_up(found[key], form.anchor):
                yield Span(found.start(key), found.end(key), SECRET, form.kind)


def _is_made_up(found: str, anchor: str) -> bool:
    """Whether it holds enough different signs for a key: ``sk_test_xxxxxxxx`` and ``npm_config_registry`` do not."""
    rest = found.removeprefix(anchor)
    return (len(set(rest)) >= 6 and not rest.replace("_", "").replace("-", "").islower()) or sum(
        c.isdigit() for c in rest
    ) >= 3
