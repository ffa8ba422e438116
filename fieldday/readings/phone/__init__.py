"""What lies on a phone: each record as client/src/phone/types.ts names it, of what its person sees now.

Plain values of JSON, in a constant number of queries; fieldday/sync sends what differs, and a form's conflict shows
the same record (`record`).
"""
