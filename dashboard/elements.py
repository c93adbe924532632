"""Pieces of a page that more than one page draws, as markup: headings, figures, ledgers of events, tables, receipts.

Everything read from the warehouse goes through markup's builder, which escapes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.markup import Child, Html, join, link, raw, tag

Row = Mapping[str, Any]
SEPARATOR = raw(" · ")


def show(html: Html) -> None:
    """Puts markup on the page."""
    if html:
        st.html(html)


def heading(title: Child, dek: Child = None, *, kicker: Child = None) -> None:
    """The head of a page: a line above, the title, a sentence below."""
    show(
        join(
            [
                tag("div", kicker, cls="kicker") if kicker else None,
                tag("h1", title),
                tag("p", dek, cls="dek") if dek else None,
            ]
        )
    )


def section(title: Child, note: Child = None) -> None:
    """The head of a part of a page."""
    show(tag("h2", title, " ", tag("small", note) if note else None))


def notice(*children: Child, bad: bool = False) -> None:
    """A boxed remark the reader should not miss."""
    show(tag("div", *children, cls="notice bad" if bad else "notice", role="status"))


def nothing(what: str, remedy: Child = None) -> None:
    """Says that a list is empty, and what would fill it."""
    show(tag("p", what, " " if remedy else None, remedy, cls="soft"))


def some_of(
    label: str, key: str, options: Sequence[str], *, typed: bool = False, placeholder: str = "any"
) -> tuple[str, ...]:
    """A filter over names, kept in the address under `key`; with `typed`, one that is not offered can be typed in.

    Without a choice of all at once: nothing chosen asks for any, and an address cannot hold a thousand names.
    """
    chosen = st.multiselect(
        label, options, key=key, bind="query-params", accept_new_options=typed, placeholder=placeholder,
        filter_mode="contains", select_all=False,
    )  # fmt: skip
    return tuple(chosen)


def filters_hint() -> None:
    """Says on a narrow page where the filters are; on a wide one they stand beside it."""
    show(tag("p", "Filters are in the panel behind the arrows at the top.", cls="soft only-narrow"))


def figures(items: Iterable[tuple[str, Child, Child]]) -> None:
    """The strip of figures: what, value, note."""
    show(
        tag(
            "div",
            *(
                tag("div", tag("div", what, cls="what"), tag("div", value, cls="value"), tag("div", note, cls="note"))
                for what, value, note in items
            ),
            cls="figures",
        )
    )


def quad_class(quad: int | None) -> str:
    """The class that colours a quad."""
    return f"q{quad or 0}"


def chip(label: str, value: Child, *, quad: int | None = -1) -> Html:
    """A small labelled value; `quad` (None for a statement) adds its colour."""
    return tag("span", tag("b", f"{label} "), value, cls="chip" if quad == -1 else f"chip {quad_class(quad)}")


def type_words(row: Row) -> str:
    """The act in words, with its mode."""
    name = words.TYPES.get(row["event_type"], str(row["event_type"]))
    return f"{name}, {str(row['mode']).replace('_', ' ').replace('-', ' ')}" if row.get("mode") else name


def told_by(row: Row) -> str:
    """From how many origins and outlets a row comes."""
    origins, outlets = row.get("origins") or 0, row.get("outlets") or 0
    if outlets > origins:
        return f"{words.count(origins, 'origin')} in {words.count(outlets, 'outlet')}"
    return words.count(origins, "origin")


def event_line(row: Row) -> Html:
    """An event as an entry of a ledger."""
    where = row.get("place_name") or row.get("country")
    deaths = words.numbers(row.get("deaths_low"), row.get("deaths_high"))
    return tag(
        "li",
        tag("span", cls=f"bar {quad_class(row.get('quad'))}", title=words.QUADS.get(row.get("quad"))),
        tag(
            "div",
            tag("div", link("event", row["summary"] or row["event_id"], {"id": row["event_id"]}), cls="head"),
            tag(
                "div",
                join(
                    [
                        tag("span", type_words(row), cls="tagline"),
                        join(
                            (
                                tag("span", part)
                                for part in (
                                    words.days(row.get("event_from"), row.get("event_to")),
                                    where,
                                    f"{deaths} killed" if deaths else None,
                                    told_by(row),
                                )
                                if part
                            ),
                            SEPARATOR,
                        ),
                    ]
                ),
                cls="sub",
            ),
        ),
    )


def event_ledger(rows: Sequence[Row]) -> None:
    """A list of events, each a link to its page."""
    show(tag("ul", *(event_line(row) for row in rows), cls="ledger"))


def table(
    head: Sequence[str], rows: Iterable[Sequence[Child]], *, numeric: Sequence[int] = (), label: str = ""
) -> Html:
    """A plain table; columns in `numeric` (from 0) are set to the right."""
    cells = [
        tag("tr", *(tag("td", cell, cls="n" if i in numeric else "") for i, cell in enumerate(row))) for row in rows
    ]
    top = tag("tr", *(tag("th", name, cls="n" if i in numeric else "", scope="col") for i, name in enumerate(head)))
    inner = tag(
        "table",
        tag("thead", top),
        tag("tbody", *cells),
        cls="plain broad" if len(head) > 6 else "plain mid" if len(head) > 4 else "plain",
        aria_label=label or None,
    )
    # A table wider than a narrow page is scrolled in its box, with the keyboard too.
    return tag("div", inner, cls="scroll", tabindex="0", role="region", aria_label=label or ", ".join(head))


def field_table(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Names and values below each other; a value that is None is told as unknown."""
    return tag(
        "table",
        tag(
            "tbody",
            *(
                tag("tr", tag("th", name, scope="row"), tag("td", tag("span", "not told", cls="soft")))
                if value in (None, "")
                else tag("tr", tag("th", name, scope="row"), tag("td", value))
                for name, value in pairs
            ),
        ),
        cls="plain fields",
    )


def confidence(value: float | None) -> str | None:
    """A confidence as per cent."""
    return f"{value:.0%}" if value is not None else None


def is_as_stored(row: Row) -> bool:
    """Whether a text is the one it was when its hash was made, so that offsets point at what was read."""
    return bool(hashlib.sha256(row["text"].encode()).hexdigest() == row["text_sha256"])


def receipt(row: Row, start: int, end: int, stored: str | None) -> Html:
    """Where a coded row can be checked: offsets, text hash (recomputed here), capture, payload, archive."""
    digest = hashlib.sha256(stored.encode()).hexdigest() if stored is not None else None
    if digest is None:
        checked = tag("span", "the text is not held", cls="bad")
    elif digest == row.get("text_sha256"):
        checked = tag("span", "recomputed now: matches", cls="good")
    else:
        checked = tag("span", "recomputed now: does not match", cls="bad")
    entries: list[tuple[str, Child]] = [
        ("Passage", f"characters {start:,} to {end:,} of revision {row.get('revision_id')}"),
        ("Text SHA-256", join([tag("span", row.get("text_sha256"), cls="mono"), raw("<br>"), checked])),
        ("Capture", tag("span", row.get("capture_id"), cls="mono")),
        ("Fetched", words.moment(row.get("fetched_at")) if row.get("fetched_at") else None),
        ("Payload SHA-256", tag("span", row.get("payload_sha256"), cls="mono")),
        ("Archive", tag("span", f"{row.get('warc_file')} at byte {row.get('warc_offset') or 0:,}", cls="mono")),
        ("Coded by", f"coder {row.get('coder')}" + (f", rule {row['rule']}" if row.get("rule") else "")),
    ]
    return tag(
        "details",
        tag("summary", "Receipt: what this rests on"),
        tag("dl", *(join([tag("dt", k), tag("dd", v)]) for k, v in entries if v), cls="receipt"),
        tag(
            "p",
            "It shows that this address served a page with this payload at that time, and that the passage stands in "
            "the text read from it. It does not show that what the page says is so. ",
            tag("code", "dateline verify"),
            " recomputes every receipt against the archive.",
            cls="soft",
        ),
    )


def legend(entries: Iterable[tuple[str, str]]) -> None:
    """Colour keys: a style variable (`--q1`) and its words."""
    show(tag("div", *(tag("span", label, style=f"--k: var({name})") for name, label in entries), cls="legend"))


QUAD_LEGEND = tuple((f"--q{quad or 0}", name) for quad, name in words.QUADS.items())
