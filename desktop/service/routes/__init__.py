"""Requests to flows and back: one module for each part of the API, and one for the hosted pages.

A route reads what was sent into typed values, calls one flow and turns its result into JSON or a
page. Order matters where a fixed path competes with a parameter (cotter-api 12.1).
"""
