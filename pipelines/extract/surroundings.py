"""What stands around an article's text in its page: a lead above it, other articles beside or after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from lxml.html import HtmlElement

from pipelines.extract.layout import ancestors, visible_text
from pipelines.extract.wording import fold

_LEAST_LEAD = 40
"""Letters; a shorter summary is a label."""
_MOST_ELEMENTS = 20_000
_APART = frozenset({"a", "head", "aside", "nav", "footer", "figure", "figcaption", "li"})


def shown_lead(
    tree: HtmlElement, summaries: Iterable[str], lines: Sequence[str], headings: Collection[str]
) -> str | None:
    """A summary that the page shows as an element of its own, and that its text lacks.

    Layouts set the lead apart from the text, where extractors take it for a teaser. That the page's metadata gives it
    as its own description tells it from one.
    """
    text = fold(" ".join(lines))
    wanted = {}
    for summary in summaries:
        key = fold(summary)
        if len(key) >= _LEAST_LEAD and key not in headings and key not in text:
            wanted[key] = summary.endswith(("...", "…"))
    if not wanted or not lines:
        return None
    longest = max(map(len, wanted)) * 3
    for number, element in enumerate(tree.iter("p", "h2", "h3", "h4", "div", "span", "strong", "section")):
        if number > _MOST_ELEMENTS:
            return None
        if len(element) > 6:
            continue
        shown = " ".join(part for _, part in zip(range(20), element.itertext(), strict=False))
        if _LEAST_LEAD <= len(shown) <= longest and _names(fold(shown), wanted):
            if any(ancestor.tag in _APART for ancestor in ancestors(element)):
                continue
            return visible_text(element)
    return None


def _names(shown: str, wanted: Mapping[str, bool]) -> bool:
    """Whether the words shown are a summary's own, or begin with those of one that was cut short."""
    return any(shown == key or (cut and shown.startswith(key)) for key, cut in wanted.items())


def drop_other_articles(tree: HtmlElement, headings: Collection[str]) -> None:
    """Take out of the tree the articles that follow the page's own, where pages append the next to be read.

    Such an article is an element of its own with an h1, beside one whose h1 is among the page's titles.
    """
    headed = []
    for article in tree.iter("article"):
        heading = article.find(".//h1")
        if heading is not None and not any(ancestor.tag == "article" for ancestor in ancestors(article)):
            headed.append((article, fold(visible_text(heading))))
        if len(headed) > 50:
            return
    if len(headed) < 2 or headed[0][1] not in headings:
        return
    for article, heading in headed[1:]:
        parent = article.getparent()
        if heading != headed[0][1] and parent is not None:
            article.drop_tree()
