"""From papers to all facts."""

from collections import Counter
from collections.abc import Sequence

from ..domain.facts import Alias, DocumentEntry, Facts, FormEntry, FormRef, Paper, Prescription, Record
from ..text.business_year import year_start
from .aliases import aliases_of
from .chapters import chapters_of
from .duty_actors import with_registered
from .duty_topics import EVENTS
from .form_switches import switched_forms
from .goals import goals_of, measurements_of
from .listed_kinds import with_listed_kinds
from .people import called, with_chairs, with_people
from .posts import posts_of
from .prescriptions import prescriptions_of
from .records import records_of
from .registers import departments_of, registered
from .topics import PARENT, fold_name, same_name, topic_of
from .vagueness import definitions_of, resolve

NORMATIVE = ("manual", "procedure", "work_instruction")


def gather(papers: Sequence[Paper], year: int | None = None, confirmed: Sequence[Alias] = ()) -> Facts:
    """All facts of the papers; ``year`` completes dates written without one, ``confirmed`` are a person's aliases."""
    documents, forms = registered(papers)
    papers = with_listed_kinds(papers, documents)
    current = [c for p in papers if p.kind in NORMATIVE for c in chapters_of(p)]
    forms = _with_switches(forms, switched_forms(papers))
    duties = resolve([d for p in current for d in prescriptions_of(p)], definitions_of(current))
    departments = departments_of(papers)
    aliases = (*confirmed, *aliases_of(papers, departments))
    posts = posts_of(papers)
    duties = with_registered(_dated(duties, current), departments, aliases)
    spoken = called(posts, papers)
    duties = with_people(duties, spoken)
    start = year_start(x.text for p in current for x in p.lines)
    known = {f.code for f in forms} | {f.code for d in duties for f in d.forms if f.code}
    papers_own = {d.code for d in documents} | {p.code for p in current}
    records: list[Record] = []
    for paper in papers:
        if paper.kind not in NORMATIVE:
            records += records_of(paper, known - papers_own, year, start)
    records = with_chairs(_without_listed(records, (*forms, *documents)), spoken)
    names = {f.code: f.name for f in forms if f.code and f.name}
    duties = [_with_names(d, names) for d in duties]
    records = [_topic_by_form(_named_by_register(r, names), duties) for r in records]
    goals = goals_of(papers)
    return Facts(
        papers=tuple(papers),
        normative=tuple(current),
        prescriptions=tuple(duties),
        records=tuple(records),
        departments=tuple(departments),
        posts=tuple(posts),
        forms=tuple(forms),
        documents=tuple(documents),
        goals=tuple(goals),
        measurements=tuple(measurements_of(papers, records, goals, year, start)),
        aliases=aliases,
        year_start=start,
    )


_LEAST_LISTED = 3


def _without_listed(records: Sequence[Record], entries: Sequence[FormEntry | DocumentEntry]) -> list[Record]:
    """A list of forms or documents is a record itself, on none of the forms it lists, and its rows are none."""
    listed = {(e.source.file, e.source.locator) for e in entries}
    rows = [r for r in records if r.row and (r.paper, r.source.locator) in listed]
    many = Counter((r.paper, r.title, r.form.code) for r in rows)
    lists = {key for key, count in many.items() if count >= _LEAST_LISTED}
    return [
        r.model_copy(update={"title": r.source.quote[:30], "form": FormRef(), "topic": "document_control"})
        if (r.paper, r.title, r.form.code) in lists
        else r
        for r in records
        if not r.row or (r.paper, r.source.locator) not in listed
    ]


def _with_names(duty: Prescription, names: dict[str, str]) -> Prescription:
    """A form cited by its code alone takes its name, and a duty that tells no topic its topic, from the register."""
    if all(f.name or f.code not in names for f in duty.forms):
        return duty
    forms = tuple(f if f.name else f.model_copy(update={"name": names.get(f.code or "", "")}) for f in duty.forms)
    topic = duty.topic or next((t for f in forms if (t := topic_of(f.name))), None)
    return duty.model_copy(update={"forms": forms, "topic": topic})


def _named_by_register(record: Record, names: dict[str, str]) -> Record:
    """A record whose title says less than the register's name of its form (检查表, 内审检查表) takes that name."""
    name = names.get(record.form.code or "", "")
    if not name or topic_of(name) is None or topic_of(name) == record.topic:
        return record
    if topic_of(record.title) not in (None, "inspection", "meeting") and fold_name(record.title) not in fold_name(name):
        return record
    return record.model_copy(
        update={"title": record.title if len(record.title) > len(name) else name, "topic": topic_of(name)}
    )


def _topic_by_form(record: Record, duties: Sequence[Prescription]) -> Record:
    """A record whose title tells no topic, or only that something was checked, takes that of the duty that
    prescribes its form."""
    own = topic_of(record.title)
    if own not in (None, "inspection", "meeting") or not record.form.code:
        return record
    topics = [d.topic for d in duties if d.topic and any(f.code == record.form.code for f in d.forms)]
    if own is not None:
        topics = [t for t in topics if PARENT.get(t, t) in EVENTS]
    topic = next(iter(sorted(topics, key=lambda t: t in EVENTS)), None)
    return record.model_copy(update={"topic": topic}) if topic else record


def _with_switches(forms: Sequence[FormEntry], switches: Sequence[FormEntry]) -> list[FormEntry]:
    """History a document tells is added to the register's entry, or stands alone where no register lists the form."""
    merged = list(forms)
    for switch in switches:
        at = next(
            (
                i
                for i, f in enumerate(merged)
                if f.code == switch.code or switch.name and same_name(f.name, switch.name)
            ),
            None,
        )
        if at is None:
            merged.append(switch)
        else:
            history = dict((*switch.withdrawn, *((v, d) for v, d in merged[at].withdrawn if d)))
            merged[at] = merged[at].model_copy(update={"withdrawn": tuple(history.items())})
    return merged


def _dated(duties: Sequence[Prescription], papers: Sequence[Paper]) -> list[Prescription]:
    """An older version of a document ends the day before the newer one takes effect."""
    by_code: dict[str, list[Paper]] = {}
    for paper in papers:
        if paper.code and paper.effective_on:
            by_code.setdefault(paper.code, []).append(paper)
    ends = {}
    for versions in by_code.values():
        ordered = sorted(versions, key=lambda p: p.effective_on or p.released_on)  # type: ignore[arg-type, return-value]
        for older, newer in zip(ordered, ordered[1:], strict=False):
            if newer.effective_on != older.effective_on:
                ends[older.key] = newer.effective_on
    return [d.model_copy(update={"effective_to": ends[d.paper]}) if d.paper in ends else d for d in duties]
