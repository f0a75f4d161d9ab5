"""A person at the service's own page, in a browser that runs no script."""

import re
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from tests.parts.service import Service


def use_the_page(url: str, service: Service, address: str) -> str:
    """Open the page that knows the address, type the code that was mailed; the page shown last.

    Not with httpx, whose log would show the address with the code, as a browser's history does.
    """
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor())
    with browser.open(url) as page:
        action, text = page.url, page.read().decode()
    named = re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', text)
    fields = {**dict(named), "code": service.next_code(address)}
    with browser.open(action, urlencode(fields).encode()) as page:
        shown: str = page.read().decode()
    return shown
