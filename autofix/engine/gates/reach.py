"""A gate over what code of a model's reaches: nothing started, nobody new called, no secret read, no guard gone.

A model may obey whoever wrote the report. So its change is held to what a repair needs, and what looks like more is
refused although it might be meant well: recipes, which nobody can talk to, are not held to it. Each rule counts, in
the whole file and in each hunk, what stands there with the change against what stood there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.gates.addresses import new_address, new_calls
from autofix.engine.gates.gate import Gate, Proposal
from autofix.engine.gates.lines import hunk_sides
from autofix.engine.gates.names import shown
from autofix.engine.gates.strings import joined
from autofix.engine.patch import FilePatch

# Whose candidates are held to it: a model's own, and what memory kept of one.
HELD = ("model:", "memory")


def _words(text: str) -> str:
    return "|".join(text.split())


_PROCESS = r"""
    child_process \bexecSync\b \bexecFile\w*\b \bspawn(?:Sync)?\s*\( \bfork\s*\( worker_threads \bsubprocess\b
    os\s*\.\s*(?:system|popen|exec\w*|spawn\w*|fork|kill) \bpopen\b shell\s*=\s*True \bpty\s*\. \beval\b
    \bnew\s+Function\b \bFunction\s*\( \bvm\s*\.\s*run\w+ \bexec\s*\( \bcompile\s*\( __import__
    \bimport_module\b \bpickle\b \bmarshal\b \bctypes\b yaml\s*\.\s*(?:unsafe_)?load\s*\( \b__builtins__\b
    \b__subclasses__\b \bglobals\s*\( \bgetattr\s*\( process\s*\.\s*(?:binding|dlopen|kill|mainModule)
    \bconstructor\s*\.\s*constructor\b \bReflect\s*\. \brequire\s*\(\s*[^'"`)\s] \bimport\s*\(\s*[^'"`)\s]
    \bsetTimeout\s*\(\s*['"`] \bjs2py\b \bcode\.interact\b
"""
_ENCODED = r"""
    \batob\b \bbtoa\b fromCharCode fromCodePoint ['"]base64['"] ['"]hex['"] b64decode b64encode fromhex
    unhexlify \bcodecs\b \bunescape\s*\( \brot_?13\b \bzlib\b \bgunzip\w* [A-Za-z0-9+/=]{120,}
    (?:\\x[0-9a-fA-F]{2}){8,} (?:\\u[0-9a-fA-F]{4}){8,}
"""
_WHOLE_ENVIRONMENT = r"""
    process\s*\.\s*env\b(?!\s*(?:\?\.|\.)\s*[A-Za-z_]|\s*\[) process\s*\[
    os\s*\.\s*environ\b(?!\s*(?:\.get\b|\[|\.setdefault\b)) import\.meta\.env\b(?!\s*\.) dict\s*\(\s*os\.environ
    \bdotenv_values\b /proc/ \benviron\s*\.\s*(?:copy|items|values)
"""
# A name of the environment that stands for a secret.
_NAME = r"\w*(?:SECRET|PASSW|TOKEN|PRIVATE|CREDENTIAL|API_?KEY|ACCESS_?KEY|DATABASE_URL|MONGO\w*_UR[IL]|DSN)\w*"
_ENVIRONMENT = (
    rf"(?:process\.env|import\.meta\.env)(?:\?\.|\.){_NAME}"
    rf"|(?:process\.env|os\.environ|env)\s*\[\s*['\"`]{_NAME}"
    rf"|(?:getenv|environ\.get|config)\s*\(\s*['\"]{_NAME}|\bsettings\s*\.\s*{_NAME}"
)
_FILES = r"""
    \breadFile\w*\b createReadStream \breaddir\w*\b \bsendFile\b \bsend_file\b \bsend_from_directory\b
    FileResponse StaticFiles express\s*\.\s*static \bserveStatic\b \bserve-static\b \bwriteFile\w*\b
    \bappendFile\w*\b \bunlink\w*\b \brmSync\b \brmdir\w*\b \bchmod\w*\b \brmtree\b \bopen\s*\( \bread_text\b
    \bread_bytes\b \bwrite_text\b \bwrite_bytes\b \bos\.remove\b \bshutil\b \bfs\s*\.\s*\w+
    ['"](?:node:)?fs(?:/promises)?['"]
"""
_OPENS = r"""
    csrf_exempt verify\s*=\s*False rejectUnauthorized\W+false NODE_TLS_REJECT_UNAUTHORIZED strictSSL\W+false
    check_hostname\s*=\s*False CERT_NONE _create_unverified_context \bDEBUG\s*=\s*True \bdebug\s*[=:]\s*[Tt]rue
    ALLOWED_HOSTS[^\n]{0,80}['"]\* ['"`]0\.0\.0\.0 \bAllowAny\b
    (?:permission|authentication)_classes\s*=\s*[\[(]\s*[\])] @?\bPublic\s*\( SkipAuth\w*
    dangerouslySetInnerHTML \bv-html\b innerHTML outerHTML document\s*\.\s*write insertAdjacentHTML mark_safe
    \|\s*safe\b autoescape bypassSecurity\w* \bRawHTML\b \bset:html\b httpOnly\W+false HTTPONLY\s*=\s*False
    \bsecure\W+false SECURE\s*=\s*False [Ss]ame_?[Ss]ite\W+[Nn]one ignoreExpiration\W+true algorithms\W+['"]none
    verify_signature\W+[Ff]alse verify_exp\W+[Ff]alse trust\s*proxy contentSecurityPolicy\W+false
    unsafe-(?:inline|eval) X-Frame-Options X_FRAME_OPTIONS frameguard\W+false \bmodule_?resolution_hook
    allowedHosts\W+(?:true|['"]all) disableHostCheck process\s*\.\s*setuid
    [Ii]s_?(?i:admin|staff|superuser|owner|authenticated)\W{1,3}(?:[Tt]rue|1)\b role\W{1,4}['"]admin
"""
_HIDES = r"""
    except[^\n:]{0,80}:\s*(?:\#[^\n]*\n\s*)?(?:pass|continue|\.\.\.|return\b)
    catch\s*(?:\([^)]{0,40}\))?\s*\{\s*(?:/[/*][^\n]{0,120}\s*)?\}
    \.catch\s*\(\s*(?:\(\s*\w*\s*\)|\w+)?\s*=>\s*(?:\{\s*\}|null|undefined|\(\{?\}?\)) \bsuppress\s*\(
    uncaughtException unhandledRejection \|\|\s*true\b process\s*\.\s*exit\w* \bsys\s*\.\s*exit
    \bos\s*\.\s*_exit \bsys\s*\.\s*(?:settrace|excepthook|modules)\b \bwarnings\s*\.\s*\w*(?:filter|ignore)\w*
    console\s*\.\s*error\s*= \bNODE_ENV\b[^\n]{0,20}['"]test \bPYTEST_CURRENT_TEST\b \bJEST_WORKER_ID\b
    process\.env\.CI\b \bisTest\w*\b \bnavigator\.webdriver\b
"""
_GUARDS = (
    r"(?:auth(?!or)\w*|login_required|permission\w*|csrf\w*|helmet\w*|jwt\w*|verif(?:y|ie)\w*|protect\w*"
    r"|is_?admin\w*|is_?owner\w*|require_?(?:user|role|login|admin)\w*|rate_?limit\w*|throttl\w*|sanitiz\w*"
    r"|escap\w*|validat\w*|guards?|bcrypt\w*|signature\w*|whitelist\w*"
    r"|allow_?list\w*|timingsafe\w*|compare_digest|maxage|expires?in|max_age)"
)

# More of it than before is refused.
_ADDED = (
    (re.compile(_words(_PROCESS)), "starts or builds code of its own"),
    (re.compile(_words(_ENCODED)), "holds text that a reader cannot read"),
    (re.compile(_words(_WHOLE_ENVIRONMENT)), "reads the environment as a whole"),
    (re.compile(_ENVIRONMENT, re.I), "reads a secret of the environment that it did not read before"),
    (re.compile(_words(_FILES)), "reads or writes files that it did not touch before"),
    (re.compile(_words(_OPENS)), "switches a protection off"),
    (re.compile(_words(_HIDES)), "hides a failure, or behaves differently where it is tested"),
)
# Less of it than before is refused.
_KEPT = (
    (re.compile(_GUARDS, re.I), "takes a guard away"),
    (re.compile(r"\b(?:assert\w*|expect|raise|throw|reject)\b"), "takes a check away"),
)
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


def _reach(proposal: Proposal) -> str:
    for file in proposal.patch.files:
        if refusal := _refusal(proposal, file):
            return f"{shown(file.new_file)} {refusal}"
    return ""


def _refusal(proposal: Proposal, file: FilePatch) -> str:
    if file.by_package_manager:
        return "would have the package manager fetch something"
    if file.after is None or file.file != file.new_file:
        return "would be removed or moved; a model may only edit and add files"
    for before, after in _sides(file):
        if _count(_HIDDEN, after) > _count(_HIDDEN, before):
            return "holds characters that nobody sees"
        for pattern, what in _ADDED:
            if _count(pattern, after) > _count(pattern, before):
                return what
        for pattern, what in _KEPT:
            if _count(pattern, after) < _count(pattern, before):
                return what
        if refusal := new_calls(before, after):
            return refusal
    return new_address(proposal, file)


def _sides(file: FilePatch) -> Iterator[tuple[str, str]]:
    """The whole file before and after, and each hunk, so that nothing taken away elsewhere makes up for it."""
    is_python = file.new_file.endswith(".py")
    whole = ((file.before or b"").decode(errors="replace"), (file.after or b"").decode(errors="replace"))
    for before, after in (whole, *hunk_sides(file)):
        yield joined(before, is_python=is_python), joined(after, is_python=is_python)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


REACH = Gate("reach", "it starts nothing, calls nobody new, reads no secret and takes no guard away", _reach)
