"""Paper forms: typing them in, a second time without seeing the first, and settling what differs."""
