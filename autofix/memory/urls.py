"""The addresses of lessons, below ``/api/v1/``."""

from django.urls import path

from autofix.memory import api

urlpatterns = [
    path("lessons", api.Lessons.as_view()),
    path("lessons/<slug:lesson_id>", api.OneLesson.as_view()),
    path("lessons/<slug:lesson_id>/drop", api.Drop.as_view()),
]
