"""The wire: what carries Engine.IO over WebSockets on eventlet, where time is spent.

    frames      what is on the wire: bytes ↔ messages; knows no socket
    line        one WebSocket: reads and writes without ever waiting for the peer
    tls         a TLS socket in the words of a plain one
    connection  one Engine.IO connection whose packets go over a line
    audience    whom an event reaches

It replaces eventlet's own WebSocket and Engine.IO's queue and greenlets behind it, of
which docs/decisions/transport.md says what they cost. Loaded by `chat.eventlet_server`
alone; TRANSPORT=stock does without it.
"""
