"""What a newsroom would write with Scrapy: feeds, then the pages they name, into one JSON-lines file.

Run by the Python that has Scrapy, as `python scrapy_tick.py PORT FEEDS CONCURRENCY DELAY FILE`; prints the pages stored
and the seconds of the crawl, its start left out.
"""

from __future__ import annotations

import socket
import sys
import time

# Every host is the server under test; Twisted asks this function for each name once.
socket.gethostbyname = lambda name: "127.0.0.1"

import scrapy  # noqa: E402
from scrapy import signals  # noqa: E402
from scrapy.crawler import CrawlerProcess  # noqa: E402

PORT, FEEDS, CONCURRENCY, DELAY, FILE = sys.argv[1:]


class Feeds(scrapy.Spider):
    name = "feeds"
    custom_settings = {  # noqa: RUF012 (as Scrapy has it)
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": int(CONCURRENCY),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": float(DELAY),
        "FEEDS": {FILE: {"format": "jsonlines"}},
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
    }
    stored = 0

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.opened, signals.spider_opened)
        return spider

    def opened(self):
        self.began = time.perf_counter()

    async def start(self):
        for number in range(int(FEEDS)):
            yield scrapy.Request(f"http://h{number}.example:{PORT}/rss")

    def parse(self, response):
        for link in response.xpath("//item/link/text()").getall():
            yield response.follow(link, self.parse_page)

    def parse_page(self, response):
        self.stored += 1
        yield {"url": response.url, "status": response.status, "html": response.text}

    def closed(self, reason):
        print(self.stored, time.perf_counter() - self.began)


process = CrawlerProcess()
process.crawl(Feeds)
process.start()
