"""Workbooks: reading any of them safely, understanding their tables, writing and patching them."""
