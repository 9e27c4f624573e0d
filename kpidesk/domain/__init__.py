"""What KPIDesk means: facts, periods, KPIs, targets. Nothing here touches a disk or a screen."""
