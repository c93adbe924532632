"""Why each candidate of a text was coded, or was not: for `dateline code --explain`."""

from __future__ import annotations

from typing import Any

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.subjects import other_subject


def explain_text(coder: Coder, item: TextToCode) -> list[dict[str, Any]]:
    """One entry for each candidate trigger of a text, in order: its span, the entry, whether it was coded, and why.

    A text that is ruled out as a whole gives a single entry that says so.
    """
    coding, parts = coder.read(item)
    if not parts:
        subject = other_subject(item.text, item.url)
        reason = f"the text is about {subject}" if subject else f"the text is not English ({coding.language})"
        return [{"coded": False, "reason": reason}]
    lines: list[dict[str, Any]] = []
    for part in parts:
        for draft in part.drafts:
            entry = draft.candidate.entry
            span = part.reading.span(draft.candidate.first, draft.candidate.last)
            line = {
                "start": span.start,
                "end": span.end,
                "trigger": span.text,
                "event": entry.event,
                "entry": entry.where,
                "coded": draft.mention is not None,
                "reason": draft.why_not or "; ".join(draft.found.path) or "nothing around it makes it less than a fact",
            }
            if draft.mention is not None:
                line["mention"] = draft.mention.id
                line["modality"] = draft.mention.modality
            lines.append(line)
        for refusal in part.refusals:
            span = part.reading.token_span(refusal.token)
            lines.append(
                {
                    "start": span.start,
                    "end": span.end,
                    "trigger": span.text,
                    "event": refusal.entry.event,
                    "entry": refusal.entry.where,
                    "coded": False,
                    "reason": refusal.reason,
                }
            )
    return sorted(lines, key=lambda line: (line["start"], not line["coded"]))


def explain(coder: Coder, sentence: str) -> list[str]:
    """The same for one sentence, as lines to read."""
    lines = []
    for entry in explain_text(coder, TextToCode(id="explain", text=sentence)):
        if "trigger" not in entry:
            lines.append(str(entry["reason"]))
            continue
        verdict = f"coded, {entry['modality']}" if entry["coded"] else "not coded"
        lines.append(f"{entry['trigger']!r} as {entry['event']} ({entry['entry']}): {verdict}: {entry['reason']}")
    return lines or ["no word of it is in the event lexicon"]
