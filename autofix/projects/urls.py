"""The addresses of projects, timelines and jobs, below ``/api/v1/``."""

from django.urls import path

from autofix.projects import api

urlpatterns = [
    path("projects", api.Projects.as_view()),
    path("projects/<slug:project_id>", api.OneProject.as_view()),
    path("projects/<slug:project_id>/secrets", api.Secrets.as_view()),
    path("projects/<slug:project_id>/secrets/<slug:name>", api.OneSecret.as_view()),
    path("subjects/<slug:subject_id>/events", api.Timeline.as_view()),
    path("jobs", api.Jobs.as_view()),
    path("jobs/<slug:job_id>/replay", api.JobReplay.as_view()),
]
