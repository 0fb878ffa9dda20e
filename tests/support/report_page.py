"""A report as a browser reads it: its tags, its cells, and its text."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects tags with their attributes, the text of table cells, and all text but scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.cells, self.text, self.open = [], [], "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "td" in self.open:
            self.cells[-1] += data
        if "script" not in self.open and "style" not in self.open:
            self.text += data

    def loaded(self) -> list[str]:
        """What the page loads from elsewhere."""
        return [
            value
            for tag, attributes in self.tags
            for name, value in attributes.items()
            if name in {"src", "href", "srcset", "data"} and tag != "a"
        ]
