"""Phones without a screen: outboxes full of a day's forms, sent through lines that fail, to servers that are killed.

`days` draws what a rep writes on one day, `phone` keeps and sends it as client/src/phone/outbox.ts does, `lines` carry
it, `ledger` compares what the server then has with what it said that it kept. The tests of replay, the runs with kills
(`python -m benchmarks.outbox`) and the bench all use these.
"""
