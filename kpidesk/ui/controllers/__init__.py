"""What a page does: asks the services through the job runner and hands the answer to the view."""
