"""Written answers read by a person: one at a time, blind, two readers where wanted."""
