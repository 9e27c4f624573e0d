"""Workbooks out: the facts, the targets, and reports with live formulas."""

from __future__ import annotations

from kpidesk.services.exporting.facts import export_facts, export_targets
from kpidesk.services.exporting.report import export_report

__all__ = ["export_facts", "export_report", "export_targets"]
