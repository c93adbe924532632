"""A page fetched twice of which only what stands around the article changed gives one revision, not two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.kind_pages import HOST, SHELLS, SLUG, Content, Shell, paragraphs
from tests.extract.layouts import FETCHED, PARAGRAPHS, TITLE

Noise = Callable[[int], str]
"""What a page shows at its first fetch (0) and at its second (1)."""


def _either(first: str, second: str) -> Noise:
    return lambda fetch: second if fetch else first


def _links(*titles: str) -> str:
    return "".join(f'<li><a href="/world/{at}/{len(title)}">{title}</a></li>' for at, title in enumerate(titles))


FERRIES = _links("Pilots ask for a second tug", "Lighthouse keeper retires after forty years", "Flour runs short")
STORMS = _links("Storm closes the northern pier", "Who pays for the night boats?", "A school moves to the mainland")

NOISE: dict[str, Noise] = {
    "an advertisement": _either(
        '<div class="ad-slot"><p>Advertisement</p><a href="https://shop.example/1">Boots at half the price</a></div>',
        '<div class="ad-slot"><p>Advertisement</p><a href="https://shop.example/2">A cruise to the fjords</a></div>',
    ),
    "an advertisement without a name": _either(
        '<div><span>Advertisement</span><iframe src="https://ads.example/1"></iframe></div>', "<div></div>"
    ),
    "related articles": _either(
        f'<div class="related"><h3>Related articles</h3><ul>{FERRIES}</ul></div>',
        f'<div class="related"><h3>Related articles</h3><ul>{STORMS}</ul></div>',
    ),
    "a link to read on": _either(
        '<p>Read more: <a href="/world/7">Pilots ask for a second tug</a></p>',
        '<p>Read more: <a href="/world/8">Storm closes the northern pier</a></p>',
    ),
    "the most read": _either(
        f'<section class="most-read"><h2>Most read</h2><ol>{STORMS}</ol></section>',
        f'<section class="most-read"><h2>Most read</h2><ol>{FERRIES}</ol></section>',
    ),
    "a counter of views": _either('<p class="views">1,204 views</p>', '<p class="views">1,377 views</p>'),
    "readers at this moment": _either(
        "<p>214 people are reading this story</p>", "<p>9 people are reading this story</p>"
    ),
    "the time it takes to read": _either("<p>3 min read</p>", "<p>4 min read</p>"),
    "the reading time in words": _either("<span>Reading time 3 min</span>", "<span>Reading time 4 min</span>"),
    "how often it was shared": _either("<p>214 shares</p>", "<p>1.3K shares</p>"),
    "buttons to share": _either(
        '<ul class="share"><li>Facebook 12</li><li>WhatsApp 40</li></ul>',
        '<ul class="share"><li>Facebook 15</li><li>WhatsApp 61</li></ul>',
    ),
    "how many comments": _either("<p>12 comments</p>", "<p>48 comments</p>"),
    "comments in brackets": _either('<a href="#comments">Comments (12)</a>', '<a href="#comments">Comments (48)</a>'),
    "comments themselves": _either(
        '<div id="comments"><h3>2 comments</h3><p class="comment">The board should have asked us before.</p></div>',
        '<div id="comments"><h3>3 comments</h3><p class="comment">My boat lay still for a month for this.</p></div>',
    ),
    "how long ago": _either("<p>5 minutes ago</p>", "<p>2 hours ago</p>"),
    "updated so long ago": _either("<p>Updated 5 minutes ago</p>", "<p>Updated 2 hours ago</p>"),
    "the hour of the last change": _either("<p>Last updated: 10:32 AM</p>", "<p>Last updated: 12:05 PM</p>"),
    "likes": _either("<p>51 likes</p>", "<p>87 likes</p>"),
    "a letter to sign up for": _either(
        '<div class="newsletter"><p>Join 12,304 readers of our morning letter</p></div>',
        '<div class="newsletter"><p>Join 12,911 readers of our morning letter</p></div>',
    ),
}


def read(shell: Shell, noise: str, at: int) -> Revision:
    inner = "".join(
        (noise if number == at else "") + f"<p>{paragraph}</p>" for number, paragraph in enumerate((*PARAGRAPHS, ""))
    )
    html = shell(Content(TITLE, inner, f"/world/{SLUG}"))
    found = extract_html(html, url=f"{HOST}/world/{SLUG}", fetched_at=FETCHED)
    assert isinstance(found, Revision)
    return found


@pytest.mark.parametrize("noise", NOISE.values(), ids=list(NOISE))
@pytest.mark.parametrize("at", [0, 2, len(PARAGRAPHS)], ids=["above", "among", "below"])
def test_noise_makes_no_revision(noise: Noise, at: int) -> None:
    for shell in SHELLS:
        first, second = (read(shell, noise(fetch), at) for fetch in (0, 1))
        assert first.revision_id == second.revision_id, (shell.__name__, first.text, second.text)
        assert [line for line in PARAGRAPHS if line not in first.text.split("\n")] == [], shell.__name__


def test_a_word_of_the_article_makes_one() -> None:
    inner = paragraphs(*PARAGRAPHS)
    page = Content(TITLE, inner, f"/world/{SLUG}")
    other = replace(page, inner=inner.replace("forty more deckhands", "fifty more deckhands"))
    for shell in SHELLS:
        first, second = (extract_html(shell(each), url=HOST + page.path, fetched_at=FETCHED) for each in (page, other))
        assert isinstance(first, Revision)
        assert isinstance(second, Revision)
        assert first.revision_id != second.revision_id, shell.__name__
