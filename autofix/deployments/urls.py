"""The addresses of deployments, below ``/api/v1/``."""

from django.urls import path

from autofix.deployments import api

urlpatterns = [
    path("projects/<slug:project_id>/deploy", api.Deploy.as_view()),
    path("projects/<slug:project_id>/deployments", api.ProjectDeployments.as_view()),
    path("projects/<slug:project_id>/rollback/<slug:deployment_id>", api.Rollback.as_view()),
    path("deployments/<slug:deployment_id>", api.OneDeployment.as_view()),
    path("deployments/<slug:deployment_id>/rollback", api.Rollback.as_view()),
    path("deployments/<slug:deployment_id>/cancel", api.Cancel.as_view()),
]
