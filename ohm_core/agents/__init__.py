"""Who answers and how: roles as data, the router, the loop, the tools, and the built-in engine that needs no key.

An engine proposes (text to say, tools to call); the loop decides what is done: it runs the tools, which are `project`'s
functions, and writes every event to the journal. Nothing here knows a browser.
"""
