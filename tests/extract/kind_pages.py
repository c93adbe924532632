"""Pages of each kind, written for the tests in the manner of the systems that newspapers are made with.

Five shells (a blog system, a portal system, a newsroom suite, a script-rendered site, an old hand-made one) put each
kind's content into different markup; each kind has the traps that are told apart from it beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.records import PageKind
from tests.extract.layouts import PARAGRAPHS, TITLE, strait_posts

SITE = "The Harbour Post"
HOST = "https://www.harbour-post.example"
DAY = "2025-10-25T09:30:00+05:00"


@dataclass(frozen=True)
class Asked:
    """A page, where it stands, and what kind it is."""

    name: str
    kind: PageKind
    html: str
    url: str


@dataclass(frozen=True)
class Content:
    """What a shell is filled with. `types` are those of its JSON-LD object; None: the page tells nothing of itself."""

    title: str
    inner: str
    path: str
    types: str | None = "NewsArticle"
    section: str = "World"
    author: str | None = "Mara Ellwood"
    members: tuple[tuple[str, object], ...] = ()
    body_class: str = ""
    og_type: str = "article"


Shell = Callable[[Content], str]


def _data(content: Content, *, graph: bool) -> str:
    if content.types is None:
        return ""
    value: dict[str, object] = {
        "@type": content.types, "headline": content.title, "datePublished": DAY, "articleSection": content.section,
        "publisher": {"@type": "Organization", "name": SITE}, **dict(content.members),
    }  # fmt: skip
    if content.author:
        value["author"] = {"@type": "Person", "name": content.author}
    whole = {"@graph": [{"@type": "WebSite", "name": SITE}, value]} if graph else value
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **whole})}</script>'


def _meta(content: Content) -> str:
    return f'<meta property="og:type" content="{content.og_type}"><meta property="og:title" content="{content.title}">'


MENU = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("world", "business", "sport", "culture"))
MORE = "".join(f'<li><a href="/world/{n}">Another report from the strait, number {n}</a></li>' for n in range(6))


def blog(content: Content) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{content.title} - {SITE}</title>{_meta(content)}'
        f'<meta property="og:site_name" content="{SITE}">{_data(content, graph=True)}</head>'
        f'<body class="wp-singular post-template-default single {content.body_class}"><header id="masthead"><nav><ul>'
        f'{MENU}</ul></nav></header><div id="primary" class="content-area"><main class="site-main"><article class="post'
        f' hentry"><header class="entry-header"><h1 class="entry-title">{content.title}</h1></header>'
        f'<div class="entry-content">{content.inner}</div></article></main></div><aside class="widget-area"><ul>{MORE}'
        f"</ul></aside><footer>{SITE}</footer></body></html>"
    )


def portal(content: Content) -> str:
    return (
        f'<html lang="en" dir="ltr"><head><title>{content.title} | {SITE}</title>{_meta(content)}'
        f'{_data(content, graph=False)}</head><body class="path-node page-node-type-story {content.body_class}">'
        f'<div class="region-navigation"><ul class="menu">{MENU}</ul></div><div class="region region-content">'
        f'<h1 class="page-title"><span class="field field--name-title">{content.title}</span></h1>'
        f'<div class="node__content">'
        f'<div class="field field--name-body field__item">{content.inner}</div></div></div>'
        f'<div class="region-sidebar"><ul>{MORE}</ul></div></body></html>'
    )


def suite(content: Content) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{content.title} – {SITE}</title>{_meta(content)}'
        f'{_data(content, graph=False)}</head><body><div id="fusion-app"><nav class="b-header"><ul>{MENU}</ul></nav>'
        f'<section role="main" class="b-right-rail__main {content.body_class}">'
        f'<h1 class="b-headline">{content.title}</h1>'
        f'<article class="b-article-body">{content.inner}</article></section>'
        f'<aside class="b-right-rail"><ul>{MORE}</ul></aside></div></body></html>'
    )


def scripted(content: Content) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{content.title}</title>{_meta(content)}'
        f'{_data(content, graph=False)}</head><body class="{content.body_class}">'
        f'<div id="__next"><div class="css-1x2y3z"><nav>{MENU}</nav></div>'
        f'<main><div class="css-9k8j7h"><h1>{content.title}</h1>{content.inner}</div></main>'
        f'<div class="css-4d5f6g"><ul>{MORE}</ul></div></div><script>window.__DATA__={{}}</script></body></html>'
    )


def handmade(content: Content) -> str:
    return (
        f"<html lang=en><head><title>{SITE}: {content.title}</title>{_meta(content)}"
        f"{_data(content, graph=False)}</head>"
        f'<body class="{content.body_class}"><table><tr><td>{MENU}</td></tr></table><div id="story"><h1>{content.title}'
        f'</h1>{content.inner}</div><div id="more"><ul>{MORE}</ul></div></body></html>'
    )


SHELLS: tuple[Shell, ...] = (blog, portal, suite, scripted, handmade)


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


WHOLE = paragraphs(*PARAGRAPHS)
SLUG = "ferry-crews-and-harbour-board-meet-for-a-third-day"


def _posts(count: int) -> str:
    return "".join(
        f'<section class="post"><time datetime="{post.stamp}">{post.stamp[11:16]}</time><h3>{post.title}</h3>'
        f"<p>{post.body}</p></section>"
        for post in strait_posts(count)
    )


def _cards(count: int, *, teaser: bool = True) -> str:
    return "".join(
        f'<div class="card"><h3><a href="/world/{n}/report-from-the-strait">Report number {n} from the strait</a></h3>'
        + (f"<p>What was told on day {n} of the dispute, in a line.</p>" if teaser else "")
        + "</div>"
        for n in range(1, count + 1)
    )


def _articles() -> Iterator[Content]:
    yield Content(TITLE, WHOLE, f"/world/2025/10/25/{SLUG}")
    yield Content("Cookies and consent: what the new law on web sites asks", paragraphs(
        "Web sites must say that they use cookies and ask for your consent before, the court ruled.", *PARAGRAPHS
    ), "/business/14411/cookies-and-consent")  # fmt: skip
    yield Content(
        "Error in ferry timetable left 404 passengers on the pier", WHOLE, "/world/error-in-ferry-timetable-404"
    )
    yield Content("Opinion poll: islanders back the crews", WHOLE, "/world/opinion-poll-islanders-back-the-crews")
    yield Content(
        "Ferry dispute: the strait in video", '<video src="a.mp4"></video>' + WHOLE, f"/world/{SLUG}-video-report"
    )
    yield Content("Live music returns to the piers of Port Selim", WHOLE, "/culture/live-music-returns-to-the-piers")
    yield Content("Ten things to know of the strait", "".join(
        f"<h2><a href='#{n}'>{n}. What the crews ask of the board</a></h2><p>{PARAGRAPHS[n % 4]}</p>" for n in range(10)
    ), "/world/ten-things-to-know-of-the-strait")  # fmt: skip
    yield Content(
        TITLE, paragraphs(*PARAGRAPHS, *PARAGRAPHS[::-1]), f"/world/{SLUG}", members=(("isAccessibleForFree", False),)
    )
    yield Content("Board names new chief", paragraphs(PARAGRAPHS[0], PARAGRAPHS[1]), "/business/board-names-new-chief")
    yield Content(TITLE, WHOLE, f"/world/{SLUG}-2", types=None, author=None)
    link = "<a href='/c/1'>A strait without boats is no strait</a>"
    own_comment = f"<article class='teaser'>{link}<p>Opinion by Mara Ellwood</p></article>"
    yield Content("Board meets", WHOLE + own_comment, "/world/board-meets-for-the-third-day")
    yield Content(
        "Crews meet",
        WHOLE + "<p>Mara Ellwood is a reporter and a graduate of the island college.</p>",
        "/world/crews-meet-again",
    )
    yield Content(
        "Isles meet", "<button>Comment</button>" + WHOLE, "/world/isles-meet-on-the-pier", body_class="has-opinion-poll"
    )


def _live() -> Iterator[Content]:
    inner = paragraphs(PARAGRAPHS[0]) + _posts(6)
    yield Content("Strait talks", inner, f"/world/live/{SLUG}", types="LiveBlogPosting")
    yield Content("Ferry talks live: crews walk in", inner, "/world/live-blog/ferry-talks")
    yield Content("Ferry talks: live updates from Port Selim", inner, f"/world/{SLUG}")
    yield Content("Ferry talks", inner, f"/world/{SLUG}", body_class="single-liveblog")
    yield Content("Ferry talks – latest", inner, "/world/ferry-talks-latest")
    yield Content("Ferry talks as it happened", inner, "/world/ferry-talks", types="NewsArticle")


def _silent(title: str, inner: str, path: str) -> Content:
    """A page that tells nothing of itself."""
    return Content(title, inner, path, types=None, author=None, og_type="website")


def _listings() -> Iterator[Content]:
    rows = "".join(
        f"<li><h2><a href='/business/{n}-report'>What became of the boats on day {n}</a></h2><span>{n} h</span></li>"
        for n in range(30)
    )
    yield _silent(SITE, _cards(40), "/")
    yield _silent("World", _cards(25), "/world")
    yield _silent("Search results for ferry", _cards(20), "/search")
    yield _silent("Latest news", f"<ul>{rows}</ul>", "/latest")
    bare = _cards(12, teaser=False)
    yield Content("Strait", bare, "/tag/strait", types="CollectionPage", author=None, og_type="website")
    yield Content("Ellwood", _cards(15), "/author/ellwood", types="ProfilePage", author=None, og_type="profile")


def _videos() -> Iterator[Content]:
    line = paragraphs("Pictures taken from an aeroplane over the strait show the empty piers of the islands.")
    player = '<div class="player"><video src="strait.mp4" controls></video></div>'
    frame = '<iframe src="https://player.example/embed/1"></iframe>'
    yield Content("The strait from the air", player + line, "/video/the-strait-from-the-air", og_type="video.other")
    yield Content("Watch: piers empty", player + line, "/watch/piers-empty", types="VideoObject", author=None)
    yield Content("Piers empty", line + frame, "/videos/piers-empty", types=None, author=None)
    yield Content("Islanders speak", player, "/videos/islanders-speak", types="VideoObject", og_type="video")
    yield Content("The strait in a minute", player + line, "/tv/the-strait", types="VideoObject", author=None)


def _stubs() -> Iterator[Content]:
    lead = paragraphs(PARAGRAPHS[0])
    wall = '<div class="paywall"><p>Subscribe to continue reading. Already a subscriber? Log in.</p></div>'
    gate = '<section class="wall"><h3>This article is for subscribers</h3><button>Join</button></section>'
    yield Content(TITLE, lead, f"/world/{SLUG}", members=(("isAccessibleForFree", False),))
    yield Content(TITLE, lead, f"/world/{SLUG}", members=(("isAccessibleForFree", "False"),))
    yield Content(TITLE, lead + wall, f"/world/{SLUG}")
    yield Content(TITLE, lead + gate, f"/business/{SLUG}")
    yield Content(TITLE, lead + "<p>To read the full story, create a free account.</p>", f"/premium/{SLUG}")
    half = paragraphs(*PARAGRAPHS)
    locked = ("isAccessibleForFree", False)
    yield Content(TITLE, half, f"/world/{SLUG}", members=(locked, ("wordCount", 1_200)))
    yield Content(TITLE, half + wall, f"/world/{SLUG}", members=(locked,))


def _walls() -> Iterator[Content]:
    said = "We and our 842 partners store and/or access information on a device and ask for your consent to it."
    page = f"/world/{SLUG}"
    yield _silent("We value your privacy", paragraphs(said, "Accept all", "Manage settings"), page)
    yield _silent("Before you continue", paragraphs("We use cookies and data to keep the site up.", said), "/consent")
    yield _silent("Just a moment...", paragraphs("Checking your browser before you go on. Ray ID: 8c1f."), page)
    yield _silent("Access denied", paragraphs("You may not see this page from your network. Reference 18.2."), page)
    yield _silent(SITE, paragraphs("Please enable JavaScript and cookies to go on reading on this site."), page)


def _errors() -> Iterator[Content]:
    page = f"/world/{SLUG}"
    yield _silent("Page not found", paragraphs("The page that you asked for does not stand here any more."), page)
    yield _silent("404", paragraphs("Oops. Try the front page or the search above to find what you came for."), page)
    yield _silent("Sorry", paragraphs("The story you are looking for is no longer available. See the latest."), page)
    yield _silent("Something went wrong", paragraphs("We could not load this article. Please try again soon."), page)
    yield _silent("This content has been removed", paragraphs("The article was taken down and is gone."), page)


def _opinions() -> Iterator[Content]:
    yield Content("Give the crews their forty deckhands", WHOLE, "/opinion/give-the-crews-their-forty-deckhands")
    yield Content("Give the crews a hand", WHOLE, f"/2025/10/{SLUG}", types="OpinionNewsArticle")
    yield Content("Give the crews a rest", WHOLE, f"/2025/10/{SLUG}", section="Opinion")
    yield Content("Editorial: a strait without boats", WHOLE, f"/2025/10/{SLUG}")
    yield Content("Letters to the editor", WHOLE, "/2025/10/25/readers-write-of-ferries")
    yield Content("A strait without boats", WHOLE, "/columnists/mara-ellwood/a-strait-without-boats")
    page = f"/2025/10/{SLUG}"
    yield Content("Boats for all", "<p>Opinion by</p><p>Mara Ellwood</p>" + WHOLE, page)
    yield Content("Boats for some", "<div><span>Kommentar von </span><a href='/e'>Mara Ellwood</a></div>" + WHOLE, page)
    yield Content("Boats for none", WHOLE, page, members=(("genre", "Commentary"),))
    yield Content("Boats for the isles | Opinion", WHOLE, page)
    yield Content("Boats by night", WHOLE, page, body_class="section-opinion")
    yield Content("Boats by day", WHOLE + "<p>Mara Ellwood is a professor of sea law at Port Selim.</p>", page)
    yield Content("Boats by the hour", WHOLE + "<p>The views expressed are the author's own.</p>", page)


def _reprints() -> Iterator[Content]:
    def filed(opening: str) -> str:
        return paragraphs(opening + PARAGRAPHS[0], *PARAGRAPHS[1:])

    yield Content(TITLE, filed("PORT SELIM, Oct 25 (Reuters) - "), f"/world/{SLUG}", author=None)
    yield Content(TITLE, WHOLE, f"/world/{SLUG}", author="Agence France-Presse")
    yield Content(TITLE, filed("PORT SELIM (AP) — "), f"/world/{SLUG}", author="Associated Press")
    yield Content(TITLE, WHOLE + "<p>Source: Xinhua</p>", f"/world/{SLUG}", author=None)
    yield Content(TITLE, WHOLE, f"/world/{SLUG}", author="dpa")


def kind_pages() -> list[Asked]:
    """Every content in every shell that may hold it."""
    every: tuple[tuple[PageKind, Callable[[], Iterator[Content]]], ...] = (
        ("article", _articles), ("live_blog", _live), ("listing", _listings), ("video", _videos), ("paywalled", _stubs),
        ("consent", _walls), ("soft_404", _errors), ("opinion", _opinions), ("wire_reprint", _reprints),
    )  # fmt: skip
    return [
        Asked(f"{kind} {number} in {shell.__name__}", kind, shell(content), HOST + content.path)
        for kind, contents in every
        for number, content in enumerate(contents(), 1)
        for shell in SHELLS
    ]
