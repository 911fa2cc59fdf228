"""The verbs: the whole programming interface. The first argument is the open Consultation."""
