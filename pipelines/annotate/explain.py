"""Why each candidate of a text was coded, or was not: for `dateline code --explain` and `dateline lexicon explain`."""

from __future__ import annotations

from typing import Any

from pipelines.annotate.assembly import Assembled, Draft
from pipelines.annotate.coder import Coder, LeftOut, TextToCode
from pipelines.annotate.triggers import Refusal


def explain_text(coder: Coder, item: TextToCode) -> list[dict[str, Any]]:
    """One entry for each candidate trigger of a text, in order: its span, the entry, whether it was coded, and why.

    `path` tells step by step what the words around the trigger make of it. A part in which no event was looked for, as
    of another language or subject, has one entry without a trigger.
    """
    read = coder.read(item)
    lines = [_left_out(part, item.text) for part in read.left_out]
    for part in read.parts:
        lines += [_tried(part, draft) for draft in part.drafts]
        lines += [_refused(part, refusal) for refusal in part.refusals]
    return sorted(lines, key=lambda line: (line["start"], not line["coded"]))


def _left_out(part: LeftOut, text: str) -> dict[str, Any]:
    return {
        "start": part.start,
        "end": part.end,
        "text": text[part.start : min(part.end, part.start + 60)],
        "coded": False,
        "reason": part.reason,
    }


def _tried(part: Assembled, draft: Draft) -> dict[str, Any]:
    entry = draft.candidate.entry
    span = part.reading.span(draft.candidate.first, draft.candidate.last)
    path = list(draft.found.path)
    line = {
        "start": span.start,
        "end": span.end,
        "trigger": span.text,
        "event": entry.event,
        "entry": entry.where,
        "coded": draft.mention is not None,
        "reason": draft.why_not or "; ".join(path) or "nothing around it makes it less than a fact",
        "path": path,
    }
    mention = draft.mention
    if mention is not None:
        line |= {
            "mention": mention.id,
            "modality": mention.modality,
            "attribution": mention.attribution,
            "within": mention.within,
            "actors": [party.text for party in mention.actors],
            "recipients": [party.text for party in mention.recipients],
        }
    return line


def _refused(part: Assembled, refusal: Refusal) -> dict[str, Any]:
    span = part.reading.token_span(refusal.token)
    return {
        "start": span.start,
        "end": span.end,
        "trigger": span.text,
        "event": refusal.entry.event,
        "entry": refusal.entry.where,
        "coded": False,
        "reason": refusal.reason,
        "path": [],
    }


def explain(coder: Coder, sentence: str) -> list[str]:
    """The same for one sentence, as lines to read."""
    lines = []
    for entry in explain_text(coder, TextToCode(id="explain", text=sentence)):
        if "trigger" not in entry:
            lines.append(f"{entry['text']!r}: no event is looked for: {entry['reason']}")
            continue
        verdict = "not coded"
        if entry["coded"]:
            actors, recipients = ", ".join(entry["actors"]) or "nobody told", ", ".join(entry["recipients"]) or "none"
            within = f", within {entry['within']}" if entry["within"] else ""
            verdict = f"coded as {entry['mention']}{within}, {entry['modality']}, by {actors}, recipients {recipients}"
        lines.append(f"{entry['trigger']!r} as {entry['event']} ({entry['entry']}): {verdict}: {entry['reason']}")
    return lines or ["no word of it is in the event lexicon"]
