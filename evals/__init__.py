"""Measurements of the product: cases, scorers, suites. Tests say the code is right; evals say the product is good."""
