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
from autofix.engine.gates.unreached import unreached
from autofix.engine.patch import FilePatch

# Whose candidates are held to it: a model's own, and what memory kept of one.
HELD = ("model:", "memory")


def _words(text: str) -> str:
    return "|".join(text.split())


_PROCESS = r"""
    child_process \bexecSync\b \bexecFile\w*\b \bspawn(?:Sync)?\s*\( \bfork\s*\( worker_threads \bsubprocess\b
    os\s*\.\s*(?:system|popen|exec\w*|spawn\w*|fork|kill) \bpopen\b shell\s*=\s*True \bpty\s*\. \beval\b
    \bnew\s+Function\b \bFunction\s*\( \bvm\s*\.\s*(?:run\w+|Script|\w+Module|compile\w+) \bexec\s*\( \bcompile\s*\(
    __import__ \bimport_module\b \bpickle\b \bmarshal\b \bctypes\b yaml\s*\.\s*(?:unsafe_)?load\s*\( \b__builtins__\b
    \b__subclasses__\b \bglobals\s*\( \bgetattr\s*\( \bsetattr\s*\( \bvars\s*\( \blocals\s*\( __dict__ __getattribute__
    \battrgetter\b \bmethodcaller\b \brunpy\b \bimportlib\b \brender_template_string\b \bfrom_string\s*\(
    \bjinja2\s*\.\s*Template\b ['"](?:node:)?vm['"] \bDeno\s*\. \bBun\s*\. __proto__ \bsetPrototypeOf\b
    \.\s*constructor\s*[(\[] \b(?:globalThis|global|window|frames)\s*\[(?!\s*['"`][\w$]+['"`]\s*\])
    \bself\s*\[[^\]\n]{1,80}\]\s*\(
    process\s*\.\s*(?:binding|dlopen|kill|mainModule)
    \bconstructor\s*\.\s*constructor\b \bReflect\s*\. \brequire\s*\(\s*[^'"`)\s] \bimport\s*\(\s*[^'"`)\s]
    \bsetTimeout\s*\(\s*['"`] \bjs2py\b \bcode\.interact\b
"""
# What the words above would not know again.
_ALIASES = r"""
    \bfrom\s+(?:os|posix|nt|builtins|sys|shutil)\s+import\s+(?!path\s*(?:\n|\Z))
    \bimport\s+(?:os|posix|nt|builtins|sys|shutil|requests|httpx|aiohttp|socket|urllib[\w.]*|http\.client)\s+as\b
    \bfrom\s+(?:requests|httpx|aiohttp|socket|websockets?|smtplib|http\.client)\s+import\b
    \{[^{}\n]{0,200}\}\s*(?:=\s*require\s*\(|from)\s*['"`](?:node:)?(?:https?|http2|net|tls|dgram|dns|undici)['"`]
    \bimport\s*\*\s*as\s+\w+\s+from\s*['"`](?:node:)?(?:https?|http2|net|tls|dgram|dns|undici)['"`]
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
_WHOLE_REQUEST = r"""
    \breq(?:uest)?\s*\.\s*(?:headers|cookies|META|rawHeaders)\b(?!\s*(?:\?\.|\.)\s*(?!items\b|values\b)\w|\s*\[|\s*\?\.\[)
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
    ['"](?:node:)?fs(?:/promises)?['"] \blinecache\b \bfileinput\b \bmmap\b \btarfile\b \bzipfile\b \bFileHandler\b
    os\s*\.\s*(?:listdir|scandir|walk|rename\w*|replace|link|symlink|mkdir|makedirs|truncate)\b \.\s*r?i?glob\s*\(
    \biterdir\s*\( \bres\s*\.\s*download\s*\( \bcreateWriteStream\b \bcopyFile\w* \bsymlink\w*
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
_ALWAYS = r"""
    \bor\s+(?:True|not\s+False)\b \band\s+(?:False|not\s+True)\b \bif\s+(?:True|False|0|1|not\s+True|not\s+False)\s*:
    \b(?:if|elif|while|return|not)\s+\(?(?:True\s+or|False\s+and)\b
    \bif\s*\(\s*(?:true|false|0|1|!0|!1|!true|!false)\s*\) &&\s*(?:false\b|!1|!true) \|\|\s*(?:!0|!false)
    (?:\(|\breturn)\s*(?:(?:true|!0|!false)\s*\|\||(?:false|!1|!true|0)\s*&&)
"""
_GUARDS = (
    r"(?:auth(?!or)\w*|login_required|permission\w*|csrf\w*|helmet\w*|jwt\w*|verif(?:y|ie)\w*|protect\w*"
    r"|is_?admin\w*|is_?owner\w*|require_?(?:user|role|login|admin)\w*|rate_?limit\w*|throttl\w*|sanitiz\w*"
    r"|escap\w*|validat\w*|guards?|bcrypt\w*|signature\w*|whitelist\w*"
    r"|allow_?list\w*|timingsafe\w*|compare_digest|maxage|expires?in|max_age)"
)

# Python's decorators take effect from below: what stands above a route is not on the way to it.
_UNGUARDED = re.compile(
    rf"^[ \t]*@[^\n]{{0,80}}{_GUARDS}[^\n]{{0,200}}\n(?:[ \t]*@[^\n]{{0,200}}\n){{0,6}}?"
    r"[ \t]*@\w+\.(?:get|post|put|patch|delete|route|api_route|websocket)\b",
    re.I | re.M,
)

# More of it than before is refused.
_ADDED = (
    (re.compile(_words(_PROCESS)), "starts or builds code of its own"),
    (re.compile(_words(_ALIASES)), "gives what reaches further another name"),
    (re.compile(_words(_ENCODED)), "holds text that a reader cannot read"),
    (re.compile(_words(_WHOLE_ENVIRONMENT)), "reads the environment as a whole"),
    (re.compile(_words(_WHOLE_REQUEST)), "hands on all that a caller sent, its keys as well"),
    (re.compile(_ENVIRONMENT, re.I), "reads a secret of the environment that it did not read before"),
    (re.compile(_words(_FILES)), "reads or writes files that it did not touch before"),
    (re.compile(_words(_OPENS)), "switches a protection off"),
    (re.compile(_words(_HIDES)), "hides a failure, or behaves differently where it is tested"),
    (re.compile(_words(_ALWAYS)), "has a condition that always holds, or never"),
    (_UNGUARDED, "has a guard above a route, where it guards nothing"),
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
    if unreached(file.new_file, file.after) > unreached(file.file, file.before or b""):
        return "leaves code that is never reached"
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
