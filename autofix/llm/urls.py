"""The addresses of endpoints, personas, ceilings and cost, below ``/api/v1/``."""

from django.urls import path

from autofix.llm import api, personas_api

urlpatterns = [
    path("projects/<slug:project_id>/llm/endpoints", api.Endpoints.as_view()),
    path("projects/<slug:project_id>/llm/endpoints/<slug:endpoint_id>", api.OneEndpoint.as_view()),
    path("projects/<slug:project_id>/llm/cost", api.Cost.as_view()),
    path("llm/endpoints", api.Endpoints.as_view()),
    path("llm/endpoints/<slug:endpoint_id>", api.OneEndpoint.as_view()),
    path("llm/budget", api.BudgetOfTenant.as_view()),
    path("llm/cost", api.Cost.as_view()),
    path("personas", personas_api.Personas.as_view()),
    path("personas/<slug:persona_id>", personas_api.OnePersona.as_view()),
    path("personas/<slug:persona_id>/render", personas_api.RenderPersona.as_view()),
]
