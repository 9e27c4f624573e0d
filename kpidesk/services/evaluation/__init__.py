"""From facts and targets to figures: the one evaluator behind every number that is shown."""
