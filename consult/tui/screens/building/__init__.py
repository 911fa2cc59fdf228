"""The survey builder and the screens that it opens: dialogs, preview, translations, publishing."""
