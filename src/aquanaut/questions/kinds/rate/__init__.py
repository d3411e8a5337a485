"""Rate: a judgement on a short scale, usually with confidence."""
