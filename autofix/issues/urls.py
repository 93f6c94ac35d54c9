"""The addresses of issues, below ``/api/v1/``."""

from django.urls import path

from autofix.issues import api

urlpatterns = [
    path("projects/<slug:project_id>/issues", api.ProjectIssues.as_view()),
    path("issues/<slug:issue_id>", api.OneIssue.as_view()),
]
