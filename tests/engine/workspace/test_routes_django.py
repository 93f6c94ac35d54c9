"""The routes of a Django project: its URL configuration and all that it includes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import RouteTable

MANAGE = (
    b"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
    b"from django.core.management import execute_from_command_line\n"
)
HEAD = "from django.urls import include, path, re_path\nfrom django.contrib import admin\nfrom shop import views\n"
VIEWS = """from rest_framework import generics, mixins, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.views import APIView

@api_view(["GET", "POST"])
def items(request): ...

def plain(request): ...

class Login(APIView):
    def post(self, request): ...

class Orders(generics.ListCreateAPIView): ...

class Notes(viewsets.ModelViewSet):
    @action(detail=True, methods=["post"], url_path="send-out")
    def send(self, request, pk=None): ...

    @action(detail=False)
    def recent(self, request): ...

class Logs(mixins.ListModelMixin, viewsets.GenericViewSet): ...
"""
Make = Callable[[dict[str, bytes]], Snapshot]


def routes(workspace: Make, urls: str, **more: str) -> RouteTable:
    files = {
        "manage.py": MANAGE,
        "shop/__init__.py": b"",
        "shop/settings.py": b'ROOT_URLCONF = "shop.urls"\n',
        "shop/urls.py": (HEAD + urls).encode(),
        "shop/views.py": VIEWS.encode(),
        **{f"{name}.py".replace("__", "/"): text.encode() for name, text in more.items()},
    }
    made = workspace(files)
    return made.routes(made.applications()[0])


def served(table: RouteTable) -> set[str]:
    return {f"{route.method} {route.path}" for route in table.routes}


PATTERNS = {
    "a path": ('urlpatterns = [path("a/b/", views.plain)]\n', {"* /a/b"}),
    "a converter": ('urlpatterns = [path("a/<int:pk>/", views.plain)]\n', {"* /a/:pk"}),
    "the rest of a path": ('urlpatterns = [path("files/<path:rest>", views.plain)]\n', {"* /files/*"}),
    "a regular expression": (r'urlpatterns = [re_path(r"^a/(?P<pk>\d+)/$", views.plain)]' + "\n", {"* /a/:pk"}),
    "an open regular expression": ('urlpatterns = [re_path(r"^app/.*$", views.plain)]\n', {"* /app/*"}),
    "methods of a decorator": ('urlpatterns = [path("a/", views.items)]\n', {"GET /a", "POST /a"}),
    "methods of a class": ('urlpatterns = [path("login/", views.Login.as_view())]\n', {"POST /login"}),
    "methods of a generic class": ('urlpatterns = [path("o/", views.Orders.as_view())]\n', {"GET /o", "POST /o"}),
    "actions of a viewset": (
        'urlpatterns = [path("n/", views.Notes.as_view({"get": "list", "post": "create"}))]\n',
        {"GET /n", "POST /n"},
    ),
    "the admin": ('urlpatterns = [path("admin/", admin.site.urls)]\n', {"* /admin/*"}),
    "a list that grows": (
        'urlpatterns = [path("a/", views.plain)]\nurlpatterns += [path("b/", views.plain)]\n',
        {"* /a", "* /b"},
    ),
    "an included list": (
        'inner = [path("b/", views.plain)]\nurlpatterns = [path("a/", include(inner)), path("c/", include((inner, "c")))]\n',
        {"* /a/b", "* /c/b"},
    ),
}


@pytest.mark.parametrize(("urls", "expected"), PATTERNS.values(), ids=PATTERNS)
def test_pattern(urls: str, expected: set[str], workspace: Make) -> None:
    table = routes(workspace, urls)
    assert served(table) == expected
    assert table.is_complete


def test_included_module(workspace: Make) -> None:
    inner = 'from django.urls import path\nfrom shop import views\nurlpatterns = [path("b/", views.plain)]\n'
    table = routes(workspace, 'urlpatterns = [path("a/", include("api.urls"))]\n', api____init__="", api__urls=inner)
    assert served(table) == {"* /a/b"}
    assert table.routes[0].file == "api/urls.py"


def test_router(workspace: Make) -> None:
    urls = (
        "from rest_framework.routers import DefaultRouter\nrouter = DefaultRouter()\n"
        'router.register(r"notes", views.Notes)\nrouter.register("logs", views.Logs, basename="log")\n'
        'urlpatterns = [path("api/", include(router.urls))]\n'
    )
    assert served(routes(workspace, urls)) == {
        "GET /api",
        "GET /api/notes",
        "POST /api/notes",
        "GET /api/notes/recent",
        "POST /api/notes/:pk/send-out",
        "GET /api/notes/:pk",
        "PUT /api/notes/:pk",
        "PATCH /api/notes/:pk",
        "DELETE /api/notes/:pk",
        "GET /api/logs",
    }


def test_router_as_the_patterns_themselves(workspace: Make) -> None:
    urls = (
        "from rest_framework import routers\nrouter = routers.SimpleRouter()\n"
        'router.register("logs", views.Logs)\nurlpatterns = router.urls\n'
    )
    assert served(routes(workspace, urls)) == {"GET /logs"}


@pytest.mark.parametrize(
    "urls",
    [
        'urlpatterns = [path("accounts/", include("allauth.urls"))]\n',
        "urlpatterns = build()\n",
        'from django.conf.urls.i18n import i18n_patterns\nurlpatterns = i18n_patterns(path("a/", views.plain))\n',
    ],
    ids=["a package's", "a call", "languages"],
)
def test_what_cannot_be_followed_leaves_the_table_open(urls: str, workspace: Make) -> None:
    assert not routes(workspace, urls).is_complete


def test_modules_that_include_each_other_end(workspace: Make) -> None:
    assert served(routes(workspace, 'urlpatterns = [path("a/", include("shop.urls")), path("b/", views.plain)]\n')) == {
        "* /b"
    }
