"""Behaviours and pins → Arduino C++ or MicroPython that a good engineer would have written; compiling, checking, uploading it.

Here are the drivers' sources (templates/), the declarations that foreign cores are checked against (api/), and what turns
behaviours into code. Choosing parts and pins is `plan`'s; running the result is `simulate`'s.
"""
