"""The example company: a made-up Norwegian firm, the same for everybody."""

from __future__ import annotations

from kpidesk.services.demo.create import DemoCompany, create_demo_company

__all__ = ["DemoCompany", "create_demo_company"]
