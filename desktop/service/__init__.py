"""The other side of the Cotter API: a small service to try on one computer or to run for a team.

Imports ``desktop.protocol`` and nothing else of ours, and only ``desktop/commands/serve.py`` and
``desktop/commands/service.py`` import it. The way of a request::

    serving (uvicorn) -> boundary (Host, origin) -> routes -> a flow -> rules + store

Flows (``verification``, ``sign_in``, ``renewal``, ``enrolment``, ``offers``) put rules, store, keys
and clock together; rules (``challenges``, ``refresh_families``, ``devices``, ``limits``) are
functions of their arguments.
"""
