"""Lines on the serial monitor, always of one form: "REF.reading=23.5", "REF=on", "REF.event", "REF: what is wrong"."""


def log_value(reading, value, digits):
    print("%s=%.*f" % (reading, digits, value))


def log_text(reading, text):
    print("%s=%s" % (reading, text))


def log_state(part, state):
    print("%s=%s" % (part, state))


def log_event(part, event):
    print("%s.%s" % (part, event))


def log_problem(part, problem):
    print("%s: %s" % (part, problem))
