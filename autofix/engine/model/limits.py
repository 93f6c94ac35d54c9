"""How far a model is asked, and in whose style."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one repair may take of a model; the first that is reached ends it.

    ``questions`` counts calls, ``tokens`` what was read and written by all of them, ``seconds`` wall clock,
    ``usd`` money where the prices are known. ``context`` bounds what one question shows, in tokens, and
    ``candidates`` how many ways are tried, each with at most ``corrections`` of it.
    """

    questions: int = 10
    tokens: int = 200_000
    seconds: float = 240.0
    usd: float | None = None
    context: int = 12_000
    candidates: int = 3
    corrections: int = 1


@dataclass(frozen=True)
class Style:
    """How a model is to be asked: a persona's text and figures.

    ``guide`` is the team's own words about its code; ``max_tokens`` bounds each answer. ``persona`` names the
    profile and its version, for the record.
    """

    guide: str = ""
    temperature: float = 0.7
    max_tokens: int = 4_000
    persona: str = ""
