"""Findings about a manuscript, and results that carry them; `catalogue` has them all, by stage."""

from variorum.findings.finding import Diagnostic, Result, Severity

__all__ = ["Diagnostic", "Result", "Severity"]
