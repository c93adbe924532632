"""Which of a page's titles is the one that readers see."""

from __future__ import annotations

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import Revision
from tests.extract.layouts import FETCHED, PARAGRAPHS, TITLE, URL, linked, page

SITE = '<meta property="og:site_name" content="Harbour Post">'


def title(html: str) -> str | None:
    found = extract_html(html, url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    return found.title


def shared(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


SITE_NAMES = {
    "a bar": f"{TITLE} | Harbour Post",
    "a dash": f"{TITLE} - Harbour Post",
    "section and site": f"{TITLE} - World - Harbour Post",
    "site and day": f"{TITLE} – Harbour Post – 26.10.2025",
    "a colon behind it": f"{TITLE}:Harbour Post",
    "a wide colon behind it": f"{TITLE}\uff1aHarbour Post",
    "the site before it": f"Harbour Post: {TITLE}",
    "a Korean bar": f"{TITLE}ㅣHarbour Post",
}


@pytest.mark.parametrize("text", SITE_NAMES.values(), ids=list(SITE_NAMES))
def test_the_name_of_the_site_is_no_part_of_a_title(text: str) -> None:
    assert title(page(head=SITE + shared(text) + linked(headline=TITLE))) == TITLE


def test_a_title_is_cut_to_what_another_place_says_of_it() -> None:
    head = shared(f"{TITLE}-Politics and more") + f'<meta name="headline" content="{TITLE}">'
    assert title(page(head=head, title=f"{TITLE}-Politics and more")) == TITLE


def test_an_overline_in_the_heading_is_no_part_of_it() -> None:
    html = page(head=shared(TITLE)).replace(
        f"<h1>{TITLE}</h1>", f'<h1><span class="article__overline">Night sailings</span> {TITLE}</h1>'
    )
    assert title(html) == TITLE


def test_two_places_that_put_different_overlines_before_it_leave_the_headline() -> None:
    html = page(title="x", head=shared(f"Dispute at sea: {TITLE}")).replace(
        "<h1>x</h1>", f'<h1><span class="kicker">Night sailings - </span>{TITLE}</h1>'
    )
    assert title(html) == TITLE


def test_a_heading_that_is_a_step_of_a_path_is_not_what_readers_see() -> None:
    search = "Ferry dispute: what is known about the night sailings"
    html = page(title=search, head=linked(headline=search) + shared(TITLE)).replace(
        f"<h1>{search}</h1>", f'<ol class="breadcrumb"><li><h1>{search}</h1></li></ol><h2>{TITLE}</h2>'
    )
    assert title(html) == TITLE


def test_a_headline_that_the_page_shows_outweighs_one_for_search_engines() -> None:
    head = linked(headline="Ferries Port Selim news: night sailings") + shared(TITLE)
    head += f'<meta name="twitter:title" content="{TITLE}">'
    assert title(page(head=head)) == TITLE


def test_every_candidate_is_kept_with_its_place() -> None:
    head = linked(headline="Ferry dispute", author="Mara Ellwood", datePublished="2025-10-25T10:00:00Z") + shared(TITLE)
    head += f'<meta name="twitter:title" content="{TITLE}">'
    found = extract_html(page(head=head, paragraphs=PARAGRAPHS), url=URL, fetched_at=FETCHED)
    assert isinstance(found, Revision)
    told = {(each.field, each.place): (each.value, each.chosen) for each in found.candidates}
    assert told["title", "json-ld headline"] == ("Ferry dispute", False)
    assert told["title", "og:title"] == (TITLE, True)
    assert told["title", "h1"] == (TITLE, True)
    assert told["author", "json-ld author"] == ("Mara Ellwood", True)
    assert told["published_at", "json-ld datePublished"] == ("2025-10-25T10:00:00Z", True)
