"""Pages and the frame: they show domain values and tell what the user wishes."""
