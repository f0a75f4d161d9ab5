"""The app's side of the Cotter API: endpoints, typed answers, verification, retries.

Nothing is imported here, so that a caller pays only for the module it names. httpx is imported by
``transport`` alone, PyJWT by ``token_checks`` alone.
"""
