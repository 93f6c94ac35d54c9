"""An ``asgi.py`` that imports consumers before Django is set up."""

from __future__ import annotations

import pytest

REPORT = """Traceback (most recent call last):
  File "/srv/app/site_config/asgi.py", line {line}, in <module>
    import chat.routing
  File "/srv/app/chat/consumers.py", line 1, in <module>
    from chat.models import Room
{error}
"""
NOT_READY = "django.core.exceptions.AppRegistryNotReady: Apps aren't loaded yet."
NO_SETTINGS = (
    "django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured. You "
    "must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() first."
)
HEAD = (
    "import os\n\nfrom channels.routing import ProtocolTypeRouter, URLRouter\n"
    "from django.core.asgi import get_asgi_application\n"
)
ENV = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")\n'
OWN = "import chat.routing\n"
ROUTED = 'application = ProtocolTypeRouter({{"http": {http}, "websocket": URLRouter(chat.routing.urls)}})\n'
FILES = {
    "chat/__init__.py": "",
    "chat/routing.py": "from chat.consumers import Chat\n\nurls = [Chat]\n",
    "chat/consumers.py": "from chat.models import Room\n\nChat = Room\n",
    "requirements.txt": "Django==5.0\nchannels==4.1.0\n",
}
MADE = "http = get_asgi_application()\n"


@pytest.mark.parametrize("error", [NOT_READY, NO_SETTINGS])
def test_what_needs_django_is_imported_after_it_is_set_up(fix, error):
    before = HEAD + OWN + "\n" + ENV + MADE + "\n" + ROUTED.format(http="http")
    answer = fix({**FILES, "site_config/asgi.py": before}, REPORT.format(line=5, error=error))
    after = HEAD + "\n" + ENV + MADE + "\n" + OWN + "\n" + ROUTED.format(http="http")
    assert answer.files == {"site_config/asgi.py": after}


def test_an_application_that_is_made_within_the_router_is_made_first(fix):
    before = HEAD + OWN + "\n" + ENV + "\n" + ROUTED.format(http="get_asgi_application()")
    text = fix({**FILES, "site_config/asgi.py": before}, REPORT.format(line=5, error=NOT_READY)).files[
        "site_config/asgi.py"
    ]
    first, then, last = (
        text.index(one) for one in ("django_asgi_app = get_asgi_application()", OWN, '"http": django_asgi_app')
    )
    assert first < then < last
    assert text.count(OWN) == 1


def test_a_file_that_is_in_order_is_left_alone(fix):
    before = HEAD + "\n" + ENV + MADE + "\n" + OWN + "\n" + ROUTED.format(http="http")
    assert fix({**FILES, "site_config/asgi.py": before}, REPORT.format(line=9, error=NOT_READY)).files == {}
