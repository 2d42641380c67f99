import feedparser

feed = feedparser.parse(
    """<?xml version="1.0"?><rss version="2.0"><channel><title>News &amp; more</title>
<item><title>First</title><link>http://example.org/1</link>
<pubDate>Mon, 06 Sep 2021 16:45:00 +0000</pubDate>
<description>&lt;p onclick="x()"&gt;text&lt;/p&gt;</description></item></channel></rss>"""
)
print(feed.version, feed.bozo, feed.feed.title)
for entry in feed.entries:
    print(entry.title, entry.link, tuple(entry.published_parsed)[:6], entry.summary)
