// Cores bring it as a header of its own; here it is part of Arduino.h.
#pragma once
#include <Arduino.h>
