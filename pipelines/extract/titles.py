"""The title of a page, chosen among all the places that may name it.

The rule. Every place gives a candidate, freed of the site's name. Candidates that say the same letters add the weights
of their places (`TITLE_WEIGHTS`); the heaviest wins, between equals the place named first. Three things bear on it:

- An h1 that is a step of a breadcrumb or marked as made for search engines hardly counts.
- A candidate that stands as a line of its own in the page counts more: readers see it.
- "Overline: Headline" is the same as "Headline" where the latter is what is shared, or where two places put different
  overlines before it.

Words for overlines and breadcrumbs stand in `layout.yml`. No rule is for any one site.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.extract.jsonld import Node, text_of
from pipelines.extract.layout import ancestors
from pipelines.extract.markup import Heading, Markup
from pipelines.extract.wording import fold, one_line
from pipelines.records import Candidate

TITLE_WEIGHTS = {
    "og:title": 2.0,
    "json-ld headline": 3.0,
    "h1": 0.5,
    "h1 without overline": 0.5,
    "meta headline": 0.5,
    "microdata headline": 0.5,
    "json-ld alternative": 1.0,
    "meta title": 0.2,
    "twitter:title": 0.3,
    "json-ld name": 1.0,
    "title element": 0.2,
    "h1 of a breadcrumb": -0.8,
}
"""Made for the page before made for a search engine; agreement outweighs both. Also the order among equals."""

SHOWN_WEIGHT = 1.0
"""What a candidate gains that is shown as a line of its own outside an h1."""

_META_TITLES = {
    "og:title": ("og:title",),
    "twitter:title": ("twitter:title", "twitter:text:title"),
    "meta headline": ("headline", "ob_headline", "cxenseparse:title", "fulltitle"),
    "meta title": ("sailthru.title", "parsely-title", "dc.title", "dcterms.title", "citation_title", "title"),
}
_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|•|·|\*|::|»|/|ᅵ)\s+|\s*[|｜ᅵㅣ]\s*")
_AFTER_TITLE = re.compile(r"\s*(?:[|｜ᅵㅣ*·•»–—-]|::|\s/\s)")
_COLON = re.compile(r"[:\uff1a]\s*")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_LONGEST_SITE = 80
_LEAST_LETTERS = 12
"""Shorter beginnings and endings of a title are chance."""
_MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class _Form:
    """One wording (its letters alone are its key) with the places that give it."""

    text: str
    places: tuple[str, ...]


def read_title(
    markup: Markup, main: Node, tree: HtmlElement, sites: Collection[str]
) -> tuple[str | None, tuple[Candidate, ...]]:
    """The title, and every candidate as it stood before the vote. `sites` are folded names of the page's site."""
    forms = _forms(_placed(markup, main, sites))
    weights = {key: sum(TITLE_WEIGHTS[place] for place in form.places) for key, form in forms.items()}
    for shown in _shown(tree, forms.keys()):
        weights[shown] += SHOWN_WEIGHT
    weights = _without_overlines(forms, weights)
    best = max(weights, key=lambda key: weights[key], default=None)
    chosen = _worded(forms[best], main) if best is not None else None
    candidates = tuple(
        Candidate("title", place, form.text, key == best) for key, form in forms.items() for place in form.places
    )
    return chosen, candidates


# Candidates -----------------------------------------------------------------------------------------------------------


def _placed(markup: Markup, main: Node, sites: Collection[str]) -> dict[str, str]:
    """What each place says, freed of the site's name, in the order of TITLE_WEIGHTS."""
    said = {place: line for place, value in _metadata_titles(markup, main) if (line := one_line(value))}
    headings = [
        Heading(line, one_line(heading.bare), heading.in_path)
        for heading in markup.headings
        if (line := one_line(heading.text))
    ]
    every = sorted({*said.values(), *(heading.text for heading in headings)}, key=len)
    cut = {place: _without_site(text, sites, every) for place, text in said.items()}
    told = {fold(text) for text in cut.values()}
    cut.update(_headings(headings, told))
    return {place: cut[place] for place in TITLE_WEIGHTS if place in cut}


def _metadata_titles(markup: Markup, main: Node) -> Iterator[tuple[str, str | None]]:
    yield "json-ld headline", text_of(main.get("headline"))
    yield "json-ld name", text_of(main.get("name"))
    yield "json-ld alternative", text_of(main.get("alternativeHeadline"))
    yield "microdata headline", next(iter(markup.items.get("headline", ())), None)
    for place, names in _META_TITLES.items():
        yield place, markup.first(*names)
    yield "title element", markup.title


def _headings(headings: list[Heading], told: set[str]) -> Iterator[tuple[str, str]]:
    """The article's own h1: of several the one that another place repeats, else the first."""
    for in_a_path, place in ((False, "h1"), (True, "h1 of a breadcrumb")):
        given = [heading for heading in headings if heading.in_path is in_a_path]
        if not given:
            continue
        own = next((h for h in given if fold(h.text) in told or fold(h.bare) in told), given[0])
        yield place, own.text
        if not in_a_path and own.bare and fold(own.bare) != fold(own.text):
            yield "h1 without overline", own.bare


def _without_site(text: str, sites: Collection[str], every: list[str]) -> str:
    """A title without the site's name (and section, and day) at its end, or cut to what another place says."""
    for other in every:
        if len(other) >= _LEAST_LETTERS and other != text and text.startswith(other):
            rest = text[len(other) :]
            if len(rest) <= _LONGEST_SITE and _AFTER_TITLE.match(rest):
                return other
    others = {fold(other) for other in every if other != text}
    while cuts := list(_SEPARATOR.finditer(text)):
        for cut in cuts:
            if fold(text[: cut.start()]) in others:
                return text[: cut.start()].strip()
        tail = text[cuts[-1].end() :].strip()
        if not (_DAY.fullmatch(tail) or _names_site(fold(tail), sites)):
            break
        text = text[: cuts[-1].start()].strip()
    return _without_colon(text, sites)


def _without_colon(text: str, sites: Collection[str]) -> str:
    """A title without the site's whole name before or behind a colon, which else parts an overline."""
    colons = list(_COLON.finditer(text))
    if colons and fold(text[colons[-1].end() :]) in sites:
        return text[: colons[-1].start()].strip()
    if colons and fold(text[: colons[0].start()]) in sites:
        return text[colons[0].end() :].strip()
    return text


def _names_site(tail: str, sites: Collection[str]) -> bool:
    return bool(tail) and any(tail == name or (len(tail) > 2 and (tail in name or name in tail)) for name in sites)


# The vote -------------------------------------------------------------------------------------------------------------


def _forms(placed: Mapping[str, str]) -> dict[str, _Form]:
    forms: dict[str, _Form] = {}
    for place, text in placed.items():
        if key := fold(text):
            known = forms.get(key)
            forms[key] = _Form(known.text, (*known.places, place)) if known else _Form(text, (place,))
    return forms


def _shown(tree: HtmlElement, keys: Collection[str]) -> set[str]:
    """The wordings that are the whole text of an element which is neither an h1 nor a link nor in a path."""
    found: set[str] = set()
    longest = max((len(key) for key in keys), default=0) * 3 + 50
    for number, element in enumerate(tree.iter("h2", "h3", "span", "header")):
        if number > _MOST_ELEMENTS or len(found) == len(keys):
            break
        if len(element) > 4:
            continue
        text = " ".join(part for _, part in zip(range(12), element.itertext(), strict=False))
        if not _LEAST_LETTERS < len(text) < longest:
            continue
        if (key := fold(text)) in keys and key not in found and not _inside_link(element):
            found.add(key)
    return found


def _inside_link(element: HtmlElement) -> bool:
    return any(ancestor.tag in ("a", "h1", "head") for ancestor in ancestors(element))


def _worded(form: _Form, main: Node) -> str:
    """A form as its first place words it; as the JSON-LD headline does where no software has escaped that."""
    headline = text_of(main.get("headline")) or ""
    plain = one_line(headline)
    return plain if "&" not in headline and plain != form.text and fold(plain) == fold(form.text) else form.text


def _without_overlines(forms: Mapping[str, _Form], weights: dict[str, float]) -> dict[str, float]:
    """The weights with those of "Overline: Headline" given to "Headline" where the rule says they are one."""
    left = dict(weights)
    for key in sorted(forms, key=len):
        if key not in left or len(key) < _LEAST_LETTERS:
            continue
        longer = [
            other for other in left if other != key and _ends_with(forms[other].text, other, forms[key].text, key)
        ]
        shared = "og:title" in forms[key].places
        bare = "h1 without overline" in forms[key].places and len(longer) > 1
        if shared or bare:
            for other in longer:
                if bare or "og:title" not in forms[other].places:
                    left[key] += left.pop(other)
    return left


def _ends_with(long: str, long_key: str, short: str, short_key: str) -> bool:
    """Whether `long` is `short` with an overline before it, parted by a sign."""
    if not long_key.endswith(short_key):
        return False
    at = long.rfind(short.strip("\"'“”„«»‘’ ")[:8])
    return at > 0 and long[:at].rstrip("\"'“”„«»‘’ ").endswith((":", "|", "/", "-", "–", "—"))
