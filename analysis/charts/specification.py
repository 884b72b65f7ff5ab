"""What a picture shows, without a language or a size: all that the renderers know of a chart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """One picture."""
