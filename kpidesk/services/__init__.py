"""What a user can do, one public function each; the window and the command line call the same.

Functions take the company file first and answer with plain domain values. Those that change
something return what changed.
"""
