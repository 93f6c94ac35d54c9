"""The routes of the service. Signals have a door of their own in front of these (``autofix.intake``)."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from autofix.core.api import unknown_path
from autofix.core.health import health, ready

handler400 = "autofix.core.api.bad_request"
handler500 = "autofix.core.api.server_error"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("health", health),
    path("ready", ready),
    path("api/v1/", include("autofix.projects.urls")),
    path("api/v1/", include("autofix.llm.urls")),
    path("api/v1/", include("autofix.issues.urls")),
    path("api/v1/", include("autofix.fixes.urls")),
    path("api/v1/", include("autofix.memory.urls")),
    path("api/v1/", include("autofix.deployments.urls")),
    re_path(r"^api/", unknown_path),
]
