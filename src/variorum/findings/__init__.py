"""Findings about a manuscript, and results that carry them."""

from variorum.findings.catalogue import Code
from variorum.findings.finding import Diagnostic, Result
from variorum.findings.severity import Severity

__all__ = ["Code", "Diagnostic", "Result", "Severity"]
