"""Parts that pages are built of: cards, charts, tables, pickers."""
