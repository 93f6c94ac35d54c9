"""The addresses of fixes, below ``/api/v1/``."""

from django.urls import path

from autofix.fixes import api, calls_api

urlpatterns = [
    path("projects/<slug:project_id>/fix/generate", api.FixGeneration.as_view()),
    path("projects/<slug:project_id>/fixes", api.ProjectFixes.as_view()),
    path("fixes/<slug:fix_id>", api.OneFix.as_view()),
    path("fixes/<slug:fix_id>/calls", calls_api.Calls.as_view()),
    path("fixes/<slug:fix_id>/calls/<slug:call_id>", calls_api.OneCall.as_view()),
    path("fixes/<slug:fix_id>/approve", api.Approve.as_view()),
    path("fixes/<slug:fix_id>/reject", api.Reject.as_view()),
    path("fixes/<slug:fix_id>/retry", api.Retry.as_view()),
    path("fixes/<slug:fix_id>/cancel", api.Cancel.as_view()),
    path("fixes/<slug:fix_id>/revert", api.Revert.as_view()),
]
