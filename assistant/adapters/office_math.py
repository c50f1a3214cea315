"""Word formulas on one line: fractions with a stroke, powers with ``^``, roots with ``√``."""

from .office_package import Node

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED = {
    "fPr",
    "sSupPr",
    "sSubPr",
    "sSubSupPr",
    "radPr",
    "naryPr",
    "dPr",
    "rPr",
    "ctrlPr",
    "funcPr",
    "eqArrPr",
    "mPr",
    "accPr",
}


def formula_text(node: Node) -> str:
    """The formula below ``node``."""
    return "".join(_part(child) for child in node)


def _part(node: Node) -> str:
    name = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
    if name == "t":
        return node.text or ""
    if name in _SKIPPED:
        return ""
    if name == "f":
        return f"{_grouped(node, 'num')}/{_grouped(node, 'den')}"
    if name == "rad":
        return f"√{_grouped(node, 'e')}"
    if name in ("sSup", "sSub", "sSubSup"):
        lower, upper = _slot(node, "sub"), _slot(node, "sup")
        return _slot(node, "e") + (f"_{lower}" if lower else "") + (f"^{upper}" if upper else "")
    if name == "d":
        return f"({formula_text(node)})"
    return formula_text(node)


def _slot(node: Node, name: str) -> str:
    found = node.find(_M + name)
    return "" if found is None else formula_text(found)


def _grouped(node: Node, name: str) -> str:
    """A part in brackets where it holds an operator."""
    text = _slot(node, name)
    return f"({text})" if any(sign in text for sign in "+-×÷*/＋－±=") else text
