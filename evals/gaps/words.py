"""How one enterprise writes: a choice of wording, of dates and of tables or prose, made once and kept."""

import random
import re
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from .world import World

HERE = Path(__file__).parent
DATE_STYLES = ("{y}年{m}月{d}日", "{y}-{m:02d}-{d:02d}", "{y}.{m}.{d}", "{y}/{m}/{d}")


@dataclass(frozen=True)
class RuleText:
    """A rule as this enterprise writes it."""

    key: str
    say: str
    content: str
    when: str
    actor: str
    form: str


def read_yaml(name: str) -> Any:
    """A data file beside this module, a fresh copy each time."""
    return deepcopy(_parsed(name))


@cache
def _parsed(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


Bank = Literal["open", "more", "sealed"]


def merged_bank(which: Bank = "open") -> dict[str, Any]:
    """The wording bank: all open wording, ``more`` its second part alone, ``sealed`` the part nobody tunes on."""
    bank = cast("dict[str, Any]", read_yaml("wording.yaml"))
    bank["manual"] = read_yaml("manual.yaml")
    if which == "open":
        return _with_more(bank, cast("dict[str, Any]", read_yaml("wording_more.yaml")))
    other = cast("dict[str, Any]", read_yaml(f"wording_{which}.yaml"))
    for key, entry in other["rules"].items():
        bank["rules"][key].update(entry)
    bank["text"].update(other["text"])
    bank["manual"] = other.get("manual", bank["manual"])
    return bank


def _with_more(bank: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    for key, entry in more["rules"].items():
        for name, variants in entry.items():
            bank["rules"][key][name] += variants
    for name, variants in more["text"].items():
        bank["text"][name] += variants
    for chapter, other in zip(bank["manual"]["chapters"], more["manual"]["chapters"], strict=True):
        chapter["heads"] += other["heads"]
        for options, others in zip(chapter["paras"], other["paras"], strict=True):
            options += others
    return bank


@dataclass
class Words:
    """The choices of one enterprise; ``seed`` None takes the first of everything."""

    world: World
    bank: dict[str, Any]
    seed: int | None = None
    date_style: int = 0
    tables: bool | None = None
    """True: rules in tables; False: in prose; None: each document as it comes."""
    gm_title: str = "总经理"
    chosen: dict[str, int] = field(default_factory=lambda: {})

    def pick(self, key: str, options: list[Any]) -> Any:
        """One of the options, the same for the same key."""
        if self.seed is None:
            return options[0]
        if key not in self.chosen:
            self.chosen[key] = random.Random(f"{self.seed}:{key}").randrange(1 << 30)
        return options[self.chosen[key] % len(options)]

    def text(self, key: str) -> Any:
        """A general text of the bank."""
        return self.pick(key, self.bank["text"][key])

    def day(self, when: date | None) -> str:
        """A date as this enterprise writes it."""
        if when is None:
            return ""
        return DATE_STYLES[self.date_style].format(y=when.year, m=when.month, d=when.day)

    def in_table(self, document: str) -> bool:
        """Whether the rules of that document stand in a table."""
        return self.tables if self.tables is not None else bool(self.pick(f"table:{document}", [False, True]))

    def form(self, key: str) -> str:
        """``《内部审核计划》（QJ-JL-03-02）``."""
        form = self.world.forms[key]
        return f"《{form.name}》（{form.code}）"

    def rule(self, key: str) -> RuleText:
        """The rule's sentence and row, its figures filled in; a mutation's words take their place."""
        entry = self.bank["rules"][key]
        slots = self._slots(key.split(".")[0])
        changed = self.world.extra.get(f"rule:{key}", "")
        say, content, when = (
            changed.split("|")
            if changed
            else (
                self.pick(f"say:{key}", entry["say"]),
                self.pick(f"content:{key}", entry["content"]),
                self.pick(f"when:{key}", entry["when"]),
            )
        )
        actor = {"top": self.gm_title, "owner": "责任部门", "all": "各部门"}.get(
            entry["actor"], str(slots.get(entry["actor"], ""))
        )
        form = self.form(entry["form"]) if entry["form"] else "—"
        return RuleText(key, say.format(**slots), content.format(**slots), when.format(**slots), actor, form)

    def fragments(self, key: str, document: str) -> list[str]:
        """Parts of the rule as it stands in the document, any of which shows it was quoted."""
        rule = self.rule(key)
        if self.in_table(document):
            return [part for part in (rule.content, rule.when) if len(part) >= 4]
        return parts(rule.say)

    def _slots(self, document: str) -> dict[str, Any]:
        world = self.world
        then = world.documents[document].effective
        inputs = list(world.reviews[0].inputs) if world.reviews else []
        slots: dict[str, Any] = {d: world.department_on(d, then) for d in world.departments}
        slots |= vars(world.numbers)
        slots |= {f"f_{key}": self.form(key) for key in world.forms}
        slots |= {"gm_title": self.gm_title, "inputs": world.extra.get("inputs") or "、".join(inputs)}
        return slots


def parts(sentence: str) -> list[str]:
    """Pieces of a sentence between punctuation, six characters or longer."""
    return [p for p in re.split(r"[，。；：、（）]", sentence) if len(p) >= 6] or [sentence]
