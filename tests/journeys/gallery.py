"""Pictures of every kind of page of the demonstration, each looked at for faults on the way: `make gallery`.

`make look` takes no pictures: every kind of page is looked at once in each language, at both widths,
whoever comes to it first.

- A kind is an address with what tells one thing from another folded away; an act counts by its name, a case or a
  room's own pages count for each. Every role, and nobody, is followed along its own links, by GET alone.
- A page that says what another role's page said already is not pictured again in that language. Beside the pictures
  stand a page's words, to be searched.
- A fault is an answer that is no page, what axe finds, what is wider than its window, what is heavier than a page of
  a case may be, or what the browser complains of. One fault, and the exit status is 1.
"""

import argparse
import html
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.cast import HEAVIEST
from tests.journeys.harness import WIDTHS, Server, Template, axe, chromium, complaints, serve

LANGUAGES = ("en", "zh-hans", "ar")
PUBLIC = "nobody"
QUESTIONS = "from comity.faces.web.views.request import STEPS; print(*STEPS)"
ROLE = re.compile(r'name="account"\s+value="([a-z2-7]{26})">.*?<strong>(.*?)</strong>', re.DOTALL)
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)', re.DOTALL)
IDENTIFIER = re.compile(r"[a-z2-7]{26}")
OWN = re.compile(r"^/cases/ID/(?:|settlement/|protocol/|rooms/|rooms/ID/|record/|record/N/)$")  # differ case by case
ASIDE = re.compile(r"^/(?:preferences/set|static|accounts/logout)|\.(?:ics|csv|json)$|/bundle/$")  # not pages
SHEET = 1560  # pixels of a contact sheet's side
CAPTION = 14  # pixels of a name on it
STYLE = f"""<!doctype html><meta charset="utf-8"><style>body {{margin: 0; display: flex; background: #888}}
p {{margin: 0; font: 11px/{CAPTION}px monospace; background: #ff9; white-space: nowrap; overflow: hidden}}
div {{flex: none; overflow: hidden; border-inline-end: 1px solid red; box-sizing: border-box}}
figure {{margin: 0; overflow: hidden}}</style>"""
COLUMNS = {1280: 3, 390: 4}  # on a contact sheet, for pages of this width


@dataclass
class Gallery:
    """What has been pictured, and what was wrong with it."""

    server: Server
    into: Path
    languages: Sequence[str]
    questions: Sequence[str]  # of a request, by name
    pictured: bool = True  # else each kind is looked at once in a language
    ordinals: dict[str, int] = field(default_factory=dict)  # identifier: in the order of meeting
    said: set[tuple[str, str]] = field(default_factory=set)  # language, words of a page
    tested: set[tuple[str, str]] = field(default_factory=set)  # language, kind that axe has seen
    pictures: dict[Path, int] = field(default_factory=dict)  # each with the page's height in pixels
    faults: list[str] = field(default_factory=list)

    def kind(self, address: str) -> str:
        """What kind of page an address leads to."""
        parts = urlsplit(address)
        path = IDENTIFIER.sub("ID", re.sub(r"/\d+(?=/)", "/N", parts.path))
        path = re.sub(r"^/treaty/X[A-Z]/$", "/treaty/FICTIONAL/", path)
        path = re.sub(r"^/treaty/[A-Z]{2}/$", "/treaty/STATE/", path)
        found = [str(self.ordinals.setdefault(name, len(self.ordinals) + 1)) for name in IDENTIFIER.findall(parts.path)]
        own = "-".join(found) if OWN.match(path) else ""
        return f"{path}{own}?{','.join(sorted({name for name, _value in parse_qsl(parts.query)}))}".rstrip("?")

    def pages(self, context: BrowserContext) -> dict[str, str]:
        """The kinds of pages that this visitor finds, each with one address."""
        found: dict[str, str] = {}
        waiting = ["/", *self.drafts(context)]
        met = {self.kind(address) for address in waiting}
        while waiting:
            address = waiting.pop(0)
            answer = context.request.get(self.server.url + address)
            if answer.status >= 400:
                self.faults.append(f"{address}: {answer.status}")
            elif answer.headers.get("content-type", "").startswith("text/html"):
                found[self.kind(address)] = address
                for link in self.links(address, answer.text()):
                    if self.kind(link) not in met:
                        met.add(self.kind(link))
                        waiting.append(link)
        return found

    def links(self, address: str, text: str) -> Iterator[str]:
        """Where a page's links lead, as far as they stay here and only show."""
        for link in LINK.findall(text):
            parts = urlsplit(urljoin(self.server.url + address, html.unescape(link)))
            if f"{parts.scheme}://{parts.netloc}" == self.server.url and not ASIDE.search(parts.path):
                yield parts.path + (f"?{parts.query}" if parts.query else "")

    def visit(self, role: str, context: BrowserContext) -> None:
        """Picture what one visitor finds, in every language and width."""
        before, faults = len(self.pictures), len(self.faults)
        pages = self.pages(context)
        page = context.new_page()
        heard = complaints(page)
        for language in self.languages:
            context.add_cookies([{"name": "language", "value": language, "url": self.server.url}])
            for kind, address in pages.items():
                if not self.pictured and (language, kind) in self.tested:
                    continue
                page.goto(self.server.url + address)
                self.picture(page, language, role, kind)
                self.faults += [f"{language} {role} {address}: the browser says: {words}" for words in heard]
                heard.clear()
        page.close()
        counts = f"{len(self.pictures) - before} pictures, {len(self.tested)} looked at so far"
        print(
            f"{role}: {len(pages)} kinds of pages, {counts}",
            *self.faults[faults:],
            sep="\n  ",
            flush=True,
        )

    def picture(self, page: Page, language: str, role: str, kind: str) -> None:
        """One page at both widths, if nobody was shown the same before."""
        words = page.locator("main").inner_text()
        if (language, words) in self.said:
            return
        self.said.add((language, words))
        where = f"{language} {role} {page.url.removeprefix(self.server.url)}"
        if (weight := len(page.content().encode())) > HEAVIEST:
            self.faults.append(f"{where}: {weight} bytes")
        name = re.sub(r"\W+", "-", f"{role}-{kind.strip('/') or 'home'}").strip("-")
        if self.pictured:
            (self.into / language).mkdir(parents=True, exist_ok=True)
            (self.into / language / f"{name}.txt").write_text(f"{page.url}\n{words}\n", encoding="utf-8")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                self.faults.append(f"{where}: {wide} wide in a window of {width}")
            if (language, kind) not in self.tested:
                try:
                    axe(page)
                except AssertionError as found:
                    self.faults.append(f"{width} {where}: {found}")
            if not self.pictured:
                continue
            picture = self.into / language / str(width) / f"{name}.jpg"
            page.screenshot(path=picture, full_page=True, type="jpeg", quality=80)
            self.pictures[picture] = page.evaluate("document.documentElement.scrollHeight")
        self.tested.add((language, kind))

    def drafts(self, context: BrowserContext) -> Iterator[str]:
        """Begin a request of every kind that this visitor may bring; the addresses of its questions."""
        page = context.new_page()
        page.goto(f"{self.server.url}/requests/")
        select = page.locator("select[name=way]").first
        ways = select.locator("option").evaluate_all("all => all.map(one => one.value)") if select.count() else []
        for way in ways:
            page.goto(f"{self.server.url}/requests/")
            select.select_option(way)
            with page.expect_navigation():
                page.locator("main form button").first.click()
            draft = urlsplit(page.url).path.rsplit("/", 2)[0]
            for name in self.questions:
                if context.request.get(f"{self.server.url}{draft}/{name}/").ok:  # not every kind asks every question
                    yield f"{draft}/{name}/"
        page.close()

    def sheets(self, browser: Browser) -> int:
        """Contact sheets, FOLDER/sheets/LANGUAGE-WIDTH-N.png; how many there are."""
        folder = self.into / "sheets"
        folder.mkdir(exist_ok=True)
        page = browser.new_page(viewport={"width": SHEET, "height": SHEET})
        count = 0
        for language in self.languages:
            for width, columns in COLUMNS.items():
                pictures = [picture for picture in self.pictures if picture.parts[-3:-1] == (language, str(width))]
                filled = list(self.columns(pictures, width, SHEET // columns))
                for first in range(0, len(filled), columns):
                    count += 1
                    sheet = folder / "sheet.html"
                    sheet.write_text(STYLE + "".join(filled[first : first + columns]), encoding="utf-8")
                    page.goto(sheet.as_uri())
                    page.screenshot(path=folder / f"{language}-{width}-{first // columns + 1:02}.png")
                    sheet.unlink()
        page.close()
        return count

    def columns(self, pictures: Sequence[Path], width: int, wide: int) -> Iterator[str]:
        """Pictures scaled to a column and column by column, each under its name; at most two columns of a page."""
        column, left = "", SHEET
        for picture in pictures:
            shown, tall = 0, min(self.pictures[picture] * wide // width, 2 * SHEET)
            while shown < tall:
                if left < 4 * CAPTION:
                    yield f"<div style='width:{wide}px'>{column}</div>"
                    column, left = "", SHEET
                piece = min(left - CAPTION, tall - shown)
                column += f"<p>{picture.stem}</p><figure style='height:{piece}px'>"
                column += (
                    f"<img src='{picture.absolute().as_uri()}' width={wide} style='margin-top:-{shown}px'></figure>"
                )
                shown, left = shown + piece, left - piece - CAPTION
        if column:
            yield f"<div style='width:{wide}px'>{column}</div>"


def roles(server: Server, context: BrowserContext) -> dict[str, str]:
    """Every role of the demonstration, by a name for files, with its account."""
    answer = context.request.get(f"{server.url}/demonstration/")
    found = {html.unescape(title): account for account, title in ROLE.findall(answer.text())}
    return {re.sub(r"\W+", "-", title.lower()).strip("-"): account for title, account in found.items()}


def enter(server: Server, context: BrowserContext, account: str) -> None:
    """Become a role of the demonstration."""
    page = context.new_page()
    page.goto(f"{server.url}/demonstration/")
    page.locator(f"form:has(input[value='{account}']) button").click()
    page.close()


def main(words: Sequence[str]) -> int:
    """`python -m tests.journeys.gallery [--into FOLDER] [--language en,ar] [--role agent,registry]`; 1 for a fault."""
    parser = argparse.ArgumentParser(prog="gallery", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, help="folder of the pictures and contact sheets (none are taken)")
    parser.add_argument("--language", default=",".join(LANGUAGES), help="of en, zh-hans, ar (all)")
    parser.add_argument("--role", default="", help="parts of the names of roles; nobody is the public (all)")
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="comity-gallery-") as folder, chromium() as browser:
        home = Path(folder) / "home"
        home.mkdir()
        with serve(Template(home, home / "keys", ""), mode="demonstration") as server:
            questions = server.django(QUESTIONS).split()
            into = chosen.into or Path(folder)
            gallery = Gallery(server, into, chosen.language.split(","), questions, pictured=chosen.into is not None)
            for role, account in {PUBLIC: "", **roles(server, browser.new_context())}.items():
                if any(part in role for part in chosen.role.split(",")):
                    context = browser.new_context(locale="en-GB", timezone_id="Europe/Paris")
                    if account:
                        enter(server, context, account)
                    gallery.visit(role, context)
                    context.close()
        sheets = gallery.sheets(browser) if chosen.into else 0
    looked = f"{len(gallery.tested)} pages looked at, {len(gallery.pictures)} pictures, {sheets} contact sheets"
    print(f"{looked}, {len(gallery.faults)} faults")
    return 1 if gallery.faults or not gallery.tested else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
