"""The gestures that several kinds share: choosing, placing, marking a passage, writing. None of them knows a kind."""
