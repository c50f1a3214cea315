"""What all records share: the form in the header, the file properties, the line of signatures."""

from dataclasses import replace
from datetime import date, timedelta

from .paper import Block, Format, Paper, Para
from .view_facts import facts
from .words import Words
from .world import World


def record(
    words: Words,
    key: str,
    form: str,
    title: str,
    author: str,
    day: date,
    blocks: list[Block],
    department: str = "digital",
    kind: Format = "docx",
) -> Paper:
    """A record on a form; the form's code and version stand in its header."""
    world = words.world
    known = world.forms.get(form)
    version = world.extra.get(f"form:{key}") or (_version(world, form, day) if known else "")
    header = f"{world.name}    {known.code}    版本：{version}" if known else world.name
    properties = facts(author, day, key, world.name)
    if key in world.stamps:
        properties = replace(properties, created=world.stamps[key], modified=world.stamps[key] + timedelta(minutes=3))
    return Paper(
        key,
        title,
        properties,
        kind,
        blocks,
        header=header,
        code=known.code if known else "",
        version=version,
        department=world.department_on(department, day),
    )


def _version(world: World, form: str, day: date) -> str:
    known = world.forms[form]
    return known.old if known.old and day < known.since else known.version


def signed(words: Words, *pairs: tuple[str, str, date | None]) -> Para:
    """A line of signatures: role, name, date; a scribe, where there is one, writes in everybody's place."""
    scribe = words.world.bodies.get("scribe")
    pairs = tuple((role, scribe if scribe and role in ("编制", "记录") else name, day) for role, name, day in pairs)
    return Para("    ".join(f"{role}：{name}  {words.day(day)}".rstrip() for role, name, day in pairs))
