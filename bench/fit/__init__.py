"""Fits the models of workslop/models on the labelled texts of corpora/. Run: python -m bench.fit [NAME ...]"""
