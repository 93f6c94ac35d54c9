"""Django's list of origins whose forms it takes, where a project keeps it beside the one of CORS."""

from __future__ import annotations

from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.allow_list_python import LISTS, read_values
from plugins.cors.django_settings import Settings
from plugins.cors.django_uses import CREDENTIALS
from plugins.cors.origins import literal
from plugins.cors.python_edits import Placed
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_element, quote_near

TRUSTED = "CSRF_TRUSTED_ORIGINS"


def trusted_edits(reading: Reading, settings: Settings, report: CorsReport, allowed: AllowList) -> list[Placed]:
    """The failing origin in ``CSRF_TRUSTED_ORIGINS`` too, where that names each page that CORS lets in.

    A page that sends cookies needs both, and a project that keeps both in step is left so.
    """
    bindings, listed = settings.of(TRUSTED), set(allowed.origins())
    if len(bindings) != 1 or bindings[0].value.kind() not in LISTS or not settings.is_true(*CREDENTIALS):
        return []
    file, node = bindings[0].file, bindings[0].value
    named = set(read_values(reading, file, node).origins())
    if not listed or not listed <= named or report.origin in named:
        return []
    text = settings.workspace.read(file)
    return [(file, add_element(node, text, literal(report.origin or "", quote_near(node.text(), text))))]
