"""Search in the words of the documents: the index, the language of queries, the concordance.

``folding`` says what a word is and which writings are the same word, ``lemmas`` which words are forms of one; ``index``
owns the tables; ``query`` reads what a person typed, ``places`` finds it, ``concordance`` shows it in context.
"""
