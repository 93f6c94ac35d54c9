"""The fast door for webhooks and SDK envelopes: plain ASGI, answered once the signal is committed."""
