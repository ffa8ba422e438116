"""The phone's own pages, measured in Chromium against a server that runs:

    python -m benchmarks.outbox.screen http://127.0.0.1:8000 alice fieldday-demo

What lies on the phone, how soon its day stands there without a line, and a full outbox: acts saved, acts replayed.
It writes expenses of today: not for a company's own server.
"""

import shutil
import statistics
import subprocess
import sys
import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.devices import PHONE, QUIET
from tools.environment import REPOSITORY, find_node
from tools.system import BROWSERS

ACTS, OPENED = 200, 5
CORE = 'export * from "./outbox"; export * from "./store"; export { refresh } from "./refresh";'
DRAWN = """new MutationObserver((_, all) => {
  if (document.querySelector(".page-main .card")) { window.drawn = performance.now(); all.disconnect(); }
}).observe(document, { childList: true, subtree: true });"""
CONTROLLED = """new Promise((done) => navigator.serviceWorker.controller ? done()
  : navigator.serviceWorker.addEventListener("controllerchange", () => done()))"""
SAVE = """async (acts) => {
  const day = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Taipei" }), began = performance.now();
  for (let n = 1; n <= acts; n++) {
    const id = crypto.randomUUID(), record = `expense:${id}`;
    const fields = [["id", id], ["kind", "parking"], ["amount", String(n)]];
    await core.put({ address: `/days/${day}/expenses`, fields, record, makes: [record], says: `${n}` });
  }
  return performance.now() - began; }"""
LEFT = "core.items().then((all) => all.filter((item) => item.state !== 'kept').length)"
HELD = "core.who().then((one) => core.snapshotOf(one.person)).then((all) => [all.account.size, all.product.size])"


def main(address: str, name: str, password: str) -> int:
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        context, page = _phone(browser, address, name, password)
        customers, products = page.evaluate(HELD)
        held = page.evaluate("navigator.storage.estimate().then((one) => one.usageDetails)")
        print(f"on the phone: {customers} customers, {products} products; bytes by kind: {held}")
        context.set_offline(True)
        print(f"cold start without a line, ms: {_opened(context, address)}")
        saved = page.evaluate(SAVE, ACTS)
        print(f"{ACTS} acts saved without a line: {saved / 1000:.1f} s, {saved / ACTS:.0f} ms each")
        print(f"cold start with {ACTS} acts waiting, ms: {_opened(context, address)}")
        context.set_offline(False)
        began = time.monotonic()
        page.evaluate("core.drain()")
        while page.evaluate(LEFT) and time.monotonic() - began < 600:
            time.sleep(0.05)
        print(f"replayed: {time.monotonic() - began:.1f} s, {page.evaluate(LEFT)} left")
        browser.close()
    return 0


def _phone(browser: Browser, address: str, name: str, password: str) -> tuple[BrowserContext, Page]:
    """A phone with everything on it, and the product's modules at hand as `core`."""
    context = browser.new_context(locale="zh-TW", timezone_id="Asia/Taipei", **PHONE)
    context.add_init_script(DRAWN)
    page = context.new_page()
    page.route("**/core.js", lambda route: route.fulfill(body=_core(), content_type="text/javascript"))
    page.goto(f"{address}/sign-in?next=/phone/more")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/phone/more")
    page.evaluate(CONTROLLED)
    page.evaluate("import('/core.js').then((module) => { window.core = module; })")
    page.evaluate("core.refresh(true)")
    return context, page


def _opened(context: BrowserContext, address: str) -> dict[str, int]:
    """Milliseconds from opening the app to its drawn day, each time in a page of its own."""
    taken: list[int] = []
    for _time in range(OPENED):
        page = context.new_page()
        page.goto(f"{address}/phone/today")
        page.locator(".page-main .card").first.wait_for()
        taken.append(round(page.evaluate("window.drawn")))
        page.close()
    return {"median": round(statistics.median(taken)), "slowest": max(taken)}


def _core() -> bytes:
    node, _npm = find_node()
    command: list[Any] = [node, REPOSITORY / "node_modules/esbuild/bin/esbuild", "--bundle", "--format=esm"]
    folder = REPOSITORY / "client/src/phone"
    return subprocess.run([*map(str, command)], input=CORE.encode(), cwd=folder, capture_output=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
