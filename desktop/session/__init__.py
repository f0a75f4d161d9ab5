"""What being signed in means: ways in, renewal, expiry, history, and the snapshot the UI draws.

asyncio and no Qt: the app and the commands run the same code.
"""
