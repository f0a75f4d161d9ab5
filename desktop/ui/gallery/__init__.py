"""Every widget in every state: ``python -m desktop.ui.gallery``. For who works on them.

Nothing else imports it, so no package has it; its words are not translated.
"""
