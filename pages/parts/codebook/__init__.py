"""The parts of the codebook page: the card of a code, its forms, its versions, its files."""
