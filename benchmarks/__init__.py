"""What KPIDesk's speed is measured with: ratios within one run, because machines differ."""
