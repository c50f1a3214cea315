"""Pure scorers. Each gives ``Score | None``; None means not eligible and is never counted as 0."""
