"""``python -m benchmarks.picture``: takes the picture of the dashboard in the README, from the demonstration."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.chromium import ARGUMENTS
from benchmarks.server import HOST, Server, free_port
from survey.demonstration_accounts import PASSWORD

PICTURE = Path(__file__).parent.parent / "docs" / "dashboard.png"
JALON = (sys.executable, "-c", "from survey.commands import main; main()")
SIZE = {"width": 1440, "height": 2470}
COLOURS = 160
"""A picture of flat colours loses nothing by having few."""
PATIENCE = 60_000


def main() -> None:
    """Serve a demonstration of its own, look at it as a researcher, keep what is seen."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium on the path: the picture cannot be taken.")
    with tempfile.TemporaryDirectory(prefix="jalon-picture-") as folder:
        port = free_port()
        environment = {name: text for name, text in os.environ.items() if not name.startswith("JALON_")}
        environment["JALON_INSTANCE"] = str(Path(folder, "instance"))
        command = [*JALON, "demonstration"]
        subprocess.run([*command, "--prepare-only"], env=environment, check=True)
        server = Server([*command, "--port", str(port)], environment, port, Path(folder, "log"))
        server.start()
        try:
            seen = taken(chromium, f"http://{HOST}:{port}")
        finally:
            server.stop()
    Image.open(io.BytesIO(seen)).quantize(COLOURS).save(PICTURE, optimize=True)
    print(f"{PICTURE}: {PICTURE.stat().st_size / 1000:.0f} kB")


def taken(chromium: str, base: str) -> bytes:
    """The dashboard beside an interview, as PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_context(viewport=SIZE, locale="fr").new_page()
        page.goto(f"{base}/staff/sign-in")
        page.fill("[name=name]", "researcher")
        page.fill("[name=password]", PASSWORD)
        page.click("main .go")
        page.goto(f"{base}/staff/post_only/dashboard")
        expect(page.locator("figure").first).to_be_visible(timeout=PATIENCE)
        open_interview(page)
        for place in page.locator(".plot").all()[:4]:
            place.scroll_into_view_if_needed()
            expect(place.locator("svg.main-svg").first).to_be_attached(timeout=PATIENCE)
        page.evaluate("scrollTo(0, 0)")
        seen = page.screenshot()
        browser.close()
    return seen


def open_interview(page: Page) -> None:
    """Open the first interview in French that a figure holds."""
    held = page.locator("[id='distribution.wellbeing'] [data-interview]").evaluate_all(
        "(links) => links.map((link) => link.dataset.interview)"
    )
    for number in held:
        said = page.locator(f"#voices li:has([data-interview='{number}']) [lang=fr]")
        if said.count():
            page.click(f"[id='distribution.wellbeing'] [data-interview='{number}']")
            expect(page.locator("#voices .turn").first).to_be_visible(timeout=PATIENCE)
            return
    sys.exit("No figure holds an interview in French.")


if __name__ == "__main__":
    main()
