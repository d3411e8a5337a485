"""Match: each item on the left belongs to one on the right. The right side may hold more than is needed."""
