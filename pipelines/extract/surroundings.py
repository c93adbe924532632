"""What stands around an article's text in its page: a lead above it, other articles beside or after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipelines.extract.layout import ancestors, is_ask, visible_text
from pipelines.extract.wording import fold

_LEAST_LEAD = 40
"""Letters; a shorter summary is a label."""
_MOST_ELEMENTS = 20_000
_LEAST_LINK = 25
"""Letters of a title of another page; a shorter link is a name in a sentence or a label."""
_ENDING = 6
_SENTENCE_ENDS = (".", ".”", '."', "。", "۔", "।")
_LEAST_LOOSE = 500
"""Letters of text that stands in a block without a paragraph; less is a caption or a note."""
_LEAST_CELL = 500
"""Letters of a table's cell that holds the page's text."""
_LONGEST_ASK = 600
_TABLE = frozenset({"table", "tbody", "thead", "tr", "td", "th"})
_BLOCKS = frozenset({"p", "li", "div", "section", "article", "aside", "blockquote", "h2", "h3", "h4", "td"})
_INLINE = frozenset(
    {"a", "b", "strong", "i", "em", "u", "span", "mark", "font", "abbr", "cite", "q", "sub", "sup", "small", "ruby"}
)
_PARTING = frozenset({"br", "img", "figure", "video", "iframe", "table", "script", "style", *_BLOCKS, "ul", "ol", "h1"})
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


def without_links(tree: HtmlElement, lines: Sequence[str], url: str) -> list[str]:
    """The lines without those that are only the title of another page; a line that ends a sentence stays.

    All of them where these would be more than half.
    """
    titles = {fold(line): line for line in lines if len(line) >= _LEAST_LINK and not line.endswith(_SENTENCE_ENDS)}
    linked = _linked(tree, titles, url) if titles else frozenset()
    kept = [line for line in lines if titles.get(fold(line)) != line or fold(line) not in linked]
    return kept if sum(map(len, kept)) * 2 >= sum(map(len, lines)) else list(lines)


def _linked(tree: HtmlElement, titles: Mapping[str, str], url: str) -> frozenset[str]:
    """Of folded lines those that are blocks with nothing but a link to another page of the site, and an overline."""
    host = urlsplit(url).hostname
    endings = {line[-_ENDING:] for line in titles.values()}
    found: set[str] = set()
    for number, link in enumerate(tree.iter("a")):
        if number > _MOST_ELEMENTS:
            break
        if link.text_content().rstrip()[-_ENDING:] not in endings:
            continue
        text = visible_text(link)
        if len(text) < _LEAST_LINK or not _leads_elsewhere(link.get("href") or "", url, host):
            continue
        block = next((each for each in ancestors(link) if each.tag in _BLOCKS), None)
        whole = "" if block is None else visible_text(block) if len(block) <= 6 else text
        found.update(fold(each) for each in (text, whole) if text in whole and len(whole) <= len(text) + _LEAST_LINK)
    return frozenset(found & titles.keys())


def _leads_elsewhere(href: str, url: str, host: str | None) -> bool:
    """Whether an address is of another page of the same site."""
    try:
        parts = urlsplit(urljoin(url, href))
        return parts.hostname == host and parts.path.strip("/") not in ("", urlsplit(url).path.strip("/"))
    except ValueError:
        return False


def drop_asks(tree: HtmlElement) -> None:
    """Take out of the tree the small boxes that ask readers to subscribe or to sign up."""
    for number, box in enumerate(list(tree.iter("div", "section", "aside", "form"))):
        if number > _MOST_ELEMENTS:
            return
        if len(box.attrib) and is_ask(box) and box.getparent() is not None and len(visible_text(box)) <= _LONGEST_ASK:
            box.drop_tree()


def part_layout_tables(tree: HtmlElement) -> None:
    """Make blocks of the tables that hold the page rather than figures: one of their cells holds a text."""
    for number, cell in enumerate(list(tree.iter("td"))):
        if number > _MOST_ELEMENTS:
            return
        if sum(len(str(piece).strip()) for piece in cell.itertext()) < _LEAST_CELL or not _holds_breaks(cell):
            continue
        for each in (cell, *takewhile(lambda above: above.tag in _TABLE, ancestors(cell))):
            for part in each.iter(*_TABLE) if each.tag == "table" else (each,):
                part.tag = "div"
        _part(cell)


def _holds_breaks(cell: HtmlElement) -> bool:
    return sum(1 for _, _ in zip(range(2), cell.iter("p", "br"), strict=False)) == 2


def part_paragraphs(tree: HtmlElement) -> None:
    """Give each run of loose text with its links and emphasis, where a block holds such, a paragraph of its own.

    Layouts without paragraphs write text, links and line breaks straight into a block; extractors would take each
    linked name for a line.
    """
    for number, block in enumerate(list(tree.iter("div", "section", "article", "td", "main"))):
        if number > _MOST_ELEMENTS:
            return
        if block.find("br") is None and block.find("span") is None:
            continue
        loose = [block.text or "", *(child.tail or "" for child in block)]
        if sum(len(piece.strip()) for piece in loose) >= _LEAST_LOOSE and any(_is_break(child) for child in block):
            _part(block)


def _is_break(element: HtmlElement) -> bool:
    """Whether an element breaks a line: a br, or an empty element that is styled to."""
    return element.tag == "br" or (element.tag == "span" and not len(element) and not (element.text or "").strip())


def _part(block: HtmlElement) -> None:
    paragraph: HtmlElement | None = None
    children = list(block)
    text, block.text = block.text, None

    def add(words: str | None) -> None:
        nonlocal paragraph
        if not words or (paragraph is None and not words.strip()):
            return
        if paragraph is None:
            paragraph = block.makeelement("p")
            block.append(paragraph)
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + words
        else:
            paragraph.text = (paragraph.text or "") + words

    for child in children:
        block.remove(child)
    add(text)
    for child in children:
        tail, child.tail = child.tail, None
        if _is_break(child):
            paragraph = None
        elif child.tag in _INLINE and not any(each.tag in _PARTING for each in child.iter()):
            if paragraph is None:
                paragraph = block.makeelement("p")
                block.append(paragraph)
            paragraph.append(child)
        else:
            paragraph = None
            block.append(child)
        add(tail)


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
