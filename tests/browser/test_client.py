"""The built client on pages of the test's own: no server, every request answered here."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

ASSETS = Path(__file__).resolve().parents[2] / "build" / "assets"
ADDRESS = "https://fieldday.example/"
POLICY = "default-src 'self'; img-src 'self' data:"  # as strict as the product's own: nothing inline

Show = Callable[..., tuple[Page, list[dict[str, list[str]]]]]


@pytest.fixture
def show(opener: Callable[..., Page]) -> Show:
    """Shows `body` with the client's scripts; returns the page and the forms posted from it, as they come."""

    def show_page(body: str, *scripts: str, **options: object) -> tuple[Page, list[dict[str, list[str]]]]:
        page = opener(**options)
        posted: list[dict[str, list[str]]] = []
        styles = "".join(f'<link rel="stylesheet" href="/{name}">' for name in ("app.css", "map.css"))
        tags = "".join(f'<script src="/{name}" defer></script>' for name in ("app.js", *scripts))
        html = f"<!doctype html><html><head><title>.</title>{styles}{tags}</head><body>{body}</body></html>"

        def answer(route: Route) -> None:
            name = route.request.url.removeprefix(ADDRESS)
            if route.request.method == "POST":
                posted.append(parse_qs(route.request.post_data or ""))
                route.fulfill(status=204)
            elif (ASSETS / name).is_file():
                route.fulfill(path=ASSETS / name)
            else:
                headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
                route.fulfill(body=html, headers=headers)

        page.route(f"{ADDRESS}**", answer)
        page.goto(ADDRESS)
        return page, posted

    return show_page


LIST = """
<table data-key-rows>
  <tr data-key-row id="first">
    <td><a data-key-open href="#one">1</a><button type="button" data-key="a">A</button></td></tr>
  <tr data-key-row id="second">
    <td><a data-key-open href="#two">2</a><button type="button" data-key="a">B</button></td></tr>
</table>
<input data-key-search>
<dialog data-keys-help>Keys <button data-closes type="button">Close</button></dialog>
"""


def test_j_and_k_walk_the_rows_and_a_key_presses_the_control_of_the_row(show: Show) -> None:
    page, _ = show(LIST)
    page.keyboard.press("j")
    expect(page.locator("#first")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#second")).to_be_focused()
    page.evaluate("document.addEventListener('click', e => document.title = e.target.textContent)")
    page.keyboard.press("a")
    assert page.title() == "B"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.url.endswith("#one")


def test_keys_are_letters_while_somebody_types(show: Show) -> None:
    page, _ = show(LIST)
    page.keyboard.press("/")
    page.keyboard.type("jak?")
    assert page.locator("[data-key-search]").input_value() == "jak?"
    assert not page.locator("dialog").is_visible()


def test_the_question_mark_shows_the_keys(show: Show) -> None:
    page, _ = show(LIST)
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_be_hidden()


FORM = """<form method="post" action="/posted" {attributes}>
<input type="hidden" name="_key" value="{key}">
<input type="hidden" name="latitude"><input type="hidden" name="longitude"><input type="hidden" name="accuracy">
<input type="hidden" name="location_error"><input type="hidden" name="claimed_at">
<button name="act" value="arrive">Arrive</button></form>"""


def test_a_form_without_a_key_gets_one_and_two_taps_are_one_post(show: Show) -> None:
    page, posted = show(FORM.format(attributes="", key=""))
    with page.expect_response("**/posted"):
        page.get_by_role("button").dblclick()
    page.wait_for_timeout(200)  # what would be a second one
    assert len(posted) == 1
    assert len(posted[0]["_key"][0]) == 36
    assert posted[0]["act"] == ["arrive"]


def test_the_servers_key_is_kept(show: Show) -> None:
    page, posted = show(FORM.format(attributes="", key="6f6f0b9e-0000-4000-8000-000000000000"))
    with page.expect_response("**/posted"):
        page.get_by_role("button").click()
    assert posted[0]["_key"] == ["6f6f0b9e-0000-4000-8000-000000000000"]


def test_an_arrival_sends_where_it_was(show: Show) -> None:
    place = {"latitude": 25.0339639, "longitude": 121.5644722, "accuracy": 12}
    page, posted = show(FORM.format(attributes="data-locate", key=""), geolocation=place, permissions=["geolocation"])
    with page.expect_response("**/posted"):
        page.get_by_role("button").click()
    form = posted[0]
    assert (form["latitude"], form["longitude"], form["accuracy"]) == (["25.0339639"], ["121.5644722"], ["12"])
    assert form["act"] == ["arrive"]
    assert form["claimed_at"][0].endswith("Z")
    assert "location_error" not in form


def test_an_arrival_without_permission_is_sent_all_the_same(show: Show) -> None:
    page, posted = show(FORM.format(attributes="data-locate", key=""))
    with page.expect_response("**/posted"):
        page.get_by_role("button").click()
    assert posted[0]["location_error"] == ["denied"]
    assert "latitude" not in posted[0]


def test_ticking_all_shows_the_bar_with_the_count(show: Show) -> None:
    page, _ = show("""
        <input type="checkbox" data-select-all="plans" aria-label="all">
        <input type="checkbox" data-select="plans" aria-label="one"><input type="checkbox" data-select="plans">
        <div data-select-bar="plans" hidden>Approve <b data-select-count></b></div>""")
    page.get_by_label("all").check()
    expect(page.locator("[data-select-bar]")).to_have_text("Approve 2")
    page.get_by_label("one").uncheck()
    expect(page.locator("[data-select-bar]")).to_have_text("Approve 1")
    assert page.get_by_label("all").evaluate("box => box.indeterminate")


STOPS = {
    "route": True,
    "markers": [
        {"lat": 25.04, "lng": 121.51, "label": "1", "title": '"><img src=x onerror=alert(1)>', "url": "/customers/1"},
        {"lat": 25.05, "lng": 121.54, "label": "2", "title": "大安", "url": "javascript:alert(1)", "state": "done"},
    ],
}


def test_the_map_draws_stops_and_route_without_any_tiles(show: Show) -> None:
    data = json.dumps(STOPS).replace("<", "\\u003c")
    source = f'<script type="application/json" id="stops">{data}</script>'
    page, _ = show(f'<div data-map data-source="stops" data-tiles=""></div>{source}', "map.js")
    pins = page.locator(".map-pin")
    expect(pins).to_have_text(["1", "2"])
    expect(page.locator("path.map-route")).to_have_count(1)
    pins.first.click()
    link = page.locator(".leaflet-popup a")
    expect(link).to_have_text('"><img src=x onerror=alert(1)>')
    assert link.get_attribute("href") == "/customers/1"
    pins.last.click()
    expect(page.locator(".leaflet-popup").filter(has_text="大安").locator("a")).not_to_have_attribute(
        "href", "javascript:alert(1)"
    )


def test_htmx_keeps_no_page_in_the_browser(show: Show) -> None:
    page, _ = show('<div id="here">x</div><button hx-get="/part" hx-target="#here" hx-push-url="/part">more</button>')
    with page.expect_response("**/part"):
        page.get_by_role("button").click()
    page.wait_for_url("**/part")
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").count("<") == 0
