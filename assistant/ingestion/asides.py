"""Parts of the stored text that are kept but never cut into chunks; sections with these titles mark them."""

CONTENTS = "（目录）"
"""A table of contents or an agenda slide."""
FURNITURE = "（页眉页脚）"
"""Headers and footers, each once, behind the body."""
REPEATED = "（重复标题）"
"""A heading printed again on the next slide or page: its section simply continues."""
ASIDES = frozenset({CONTENTS, FURNITURE, REPEATED})
