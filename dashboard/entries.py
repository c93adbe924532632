"""Entries of ledgers: a claim, an article, a story, each as one line with its way further. Events are in elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import countries, words
from dashboard.elements import SEPARATOR, told_by
from dashboard.markup import Child, Html, join, link, tag

Row = Mapping[str, Any]


def ledger(entries: Sequence[Html]) -> Html:
    """A list of entries."""
    return tag("ul", *entries, cls="ledger")


def entry(head: Child, sub: Sequence[Child], *, said: Child = None, bar: str = "bar") -> Html:
    """One entry: a head, what is said, and the small print; parts that are None are left out."""
    small = join((tag("span", part) for part in sub if part), SEPARATOR)
    return tag(
        "li",
        tag("span", cls=bar),
        tag(
            "div",
            tag("div", head, cls="head"),
            tag("div", said, cls="said") if said else None,
            tag("div", small, cls="sub") if small else None,
        ),
    )


def actor_link(name: str | None, entity_id: str | None = None) -> Html:
    """An actor's name as the way to its page."""
    if not name:
        return tag("span", "nobody named", cls="soft")
    return link("actor", name, {"id": entity_id} if entity_id else {"name": name})


def actors_listed(names: Sequence[str] | None, most: int = 4) -> Html:
    """Names of actors in a row, each the way to its page, the rest counted."""
    held = [name for name in names or [] if name]
    shown = [actor_link(name) for name in held[:most]]
    return join([*shown, *([f"{len(held) - most} more"] if len(held) > most else [])], ", ")


def told_at(row: Row) -> str:
    """When an article came out, as well as it is known."""
    if row["published_at"]:
        return words.moment(row["published_at"])
    if row.get("published_on"):
        return words.day(row["published_on"])
    return f"seen {words.moment(row['first_seen_at'])}"


def claim_line(row: Row, *, speaker: bool = True) -> Html:
    """A claim: who, how real, the sentence, and where it stands."""
    real = f"{words.TYPES.get(str(row['event_type']), row['event_type'])}, {row['modality']}"
    if row["speaker"]:
        who = actor_link(row["speaker"], row["speaker_entity_id"])
    else:
        who = tag("b", f"{row['outlet']}, in its own voice" if row["attribution"] == "outlet" else "Unnamed")
    where = countries.name(str(row["speaker_country"])) if row["speaker_country"] else None
    about = [*(row["about"] or []), *(row["recipients"] or [])]
    figure = None
    if row["figure_value"] is not None:
        figure = f"figure: {words.number(row['figure_value'])} {row['figure_unit'] or ''}" + (
            f" of {row['figure_of']}" if row["figure_of"] else ""
        )
    answer: Child = row["answer_told"] or words.ANSWERS.get(str(row["answer"]))
    if row.get("answer_claim_id"):
        answer = link("claims", answer, {"claim": row["answer_claim_id"]})
    return entry(
        join(
            [
                who if speaker or not row["speaker"] else tag("small", row["speaker"]),
                tag("small", f" {where}") if where and speaker and where != row["speaker"] else None,
                " ",
                tag("span", real, cls="tagline"),
            ]
        ),
        [
            words.moment(row["last_reported_at"]),
            join(["about ", actors_listed(list(dict.fromkeys(about)))]) if about else None,
            f"condition: {row['condition']}" if row["condition"] else None,
            figure,
            answer,
            row["outlet"],
            link("article", row["title"] or "the article", {"id": row["article_id"], "mention": row["mention_id"]}),
        ],
        said=row["sentence"] or row["summary"],
    )


def article_line(row: Row) -> Html:
    """An article: its title, outlet and time, what was read from it, whose copy it is."""
    return entry(
        link("article", row["title"] or "Without a title", {"id": row["article_id"]}),
        [
            row["outlet"] or row["site"],
            told_at(row),
            words.count(row["events"], "event") if row["events"] else None,
            words.count(row["claims"], "claim") if row["claims"] else None,
            f"{row['revisions']} revisions" if (row["revisions"] or 0) > 1 else None,
            link("article", "a copy of another report", {"id": row["copy_of"]}) if row["copy_of"] else None,
            f"credits {row['credit']}" if row["credit"] else None,
            tag("span", f"page {row['status']}", cls="bad") if row["status"] in ("gone", "moved") else None,
            row["kind"].replace("_", " ") if row.get("kind") not in (None, "article") else None,
        ],
    )


def story_line(row: Row) -> Html:
    """A story: its title, how many tell it, and when it was told last."""
    return entry(
        link("story", row["title"] or row["story_id"], {"id": row["story_id"]}),
        [
            words.count(row["articles"], "article"),
            told_by(row),
            words.count(row["events"], "event") if row.get("events") else None,
            f"last told {words.moment(row['last_published_at'])}" if row["last_published_at"] else None,
        ],
    )


def balance(cooperation: float, conflict: float, most: float) -> Html:
    """Cooperation and conflict as one bar, as long as the pair is busy against `most`."""
    return tag(
        "div",
        tag("i", cls="coop", style=f"width:{100 * cooperation / (most or 1):.0f}%"),
        tag("i", cls="conf", style=f"width:{100 * conflict / (most or 1):.0f}%"),
        cls="pair",
        role="img",
        aria_label=f"{cooperation:g} of cooperation, {conflict:g} of conflict",
        title=f"{cooperation:g} of cooperation, {conflict:g} of conflict",
    )
