"""File properties of OOXML packages: docProps, custom properties and the revision ids of Word."""

from datetime import UTC, datetime
from typing import Any

from .office_package import Node, Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_FIELDS = {"creator": "author", "lastModifiedBy": "last_modified_by", "title": "title"}
_APP_FIELDS = {"Application": "application", "AppVersion": "application_version", "Company": "company"}


def office_facts(package: Package) -> dict[str, Any]:
    """Fields of FileFacts found in ``package``; damaged or absent properties are left out."""
    facts = _core(package.optional_xml("docProps/core.xml"))
    facts.update(_application(package.optional_xml("docProps/app.xml")))
    facts["custom"] = _custom(package.optional_xml("docProps/custom.xml"))
    facts.update(_revision_ids(package.optional_xml("word/settings.xml")))
    return facts


def parse_time(text: str) -> datetime | None:
    """A W3C date-time; None where it is not one. Times without zone are taken as UTC, as OOXML writes them."""
    try:
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _name(node: Node) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _core(root: Node | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for node in () if root is None else root:
        name, text = _name(node), (node.text or "").strip()
        if name in _TEXT_FIELDS:
            facts[_TEXT_FIELDS[name]] = text
        elif name in ("created", "modified"):
            facts[name] = parse_time(text)
        elif name == "revision" and text.isdecimal():
            facts["revision"] = int(text)
    return facts


def _application(root: Node | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for node in () if root is None else root:
        name, text = _name(node), (node.text or "").strip()
        if name in _APP_FIELDS:
            facts[_APP_FIELDS[name]] = text
        elif name == "TotalTime" and text.isdecimal():
            facts["edit_minutes"] = int(text)
    return facts


def _custom(root: Node | None) -> tuple[tuple[str, str], ...]:
    """Custom properties in file order, e.g. ``KSOProductBuildVer``."""
    if root is None:
        return ()
    return tuple((node.get("name") or "", "".join(node.itertext()).strip()) for node in root if node.get("name"))


def _revision_ids(root: Node | None) -> dict[str, Any]:
    rsids = None if root is None else root.find(f"{_W}rsids")
    if rsids is None:
        return {}
    first = rsids.find(f"{_W}rsidRoot")
    values = tuple(node.get(f"{_W}val") or "" for node in rsids.findall(f"{_W}rsid"))
    return {"rsids": values, "rsid_root": "" if first is None else first.get(f"{_W}val") or ""}
