"""The screens that the survey builder opens: dialogs, preview, translations, publishing."""
