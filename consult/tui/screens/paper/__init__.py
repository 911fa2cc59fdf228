"""Typing paper forms, and settling what differs between two typings."""
