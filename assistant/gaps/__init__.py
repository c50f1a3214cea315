"""The gap detector: ledger of expected occurrences, matching, one module of detectors a family."""
