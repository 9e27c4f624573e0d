"""Writing new workbooks."""
