"""Passages proposed to coders: what words and phrases find, what a small local ranking adds, what was said of each.

A suggestion is a sentence and a code. It stands apart from codings and is counted with them nowhere: accepting it
makes a coding of the person who accepts, refusing it leaves a trace that is hers. Nothing leaves the machine.

``rules`` keeps the words and phrases; ``wording`` and ``matching`` find them in texts; ``units`` says which sentences
may be proposed; ``scanning`` stores what was found; ``learning`` and ``ranking`` order and add sentences; ``offers``
lists what is proposed; ``verdicts`` keeps what was accepted and refused; ``judging`` accepts and refuses; ``measure``
says how good it is.
"""
