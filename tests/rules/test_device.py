"""Browsers as people call them."""

import pytest

from fieldday.rules.device import device_name

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 15; SM-A556) AppleWebKit/537.36 (KHTML, like Gecko) "
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (IPHONE + "Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        (IPHONE + "CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome · iPhone"),
        (IPHONE + "Safari Line/14.1.0", "LINE · iPhone"),
        (ANDROID + "Chrome/142.0 Mobile Safari/537.36", "Chrome · Android"),
        (ANDROID + "SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36", "Samsung Internet · Android"),
        (WINDOWS, "Chrome · Windows"),
        (WINDOWS + " Edg/142.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.6; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · macOS"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_by_browser_and_system(text, said):
    assert device_name(text) == said
