// Inner names of the cores; what libraries take from it is part of Arduino.h.
#pragma once
#include <Arduino.h>
